import { ableTo, gatewayCan, ingressCan, LIMITS, type Limit } from '../../../core/cluster/limits';
import type { ClusterProfile } from '../../../core/cluster/profile';
import type { HostRoute, RouteLimits } from '../../../model/exposed';
import type { Problems } from '../../problems';
import type { HostProps } from './props';
import { sourceRangesOf } from './source-ranges';

const SIZE = /^[1-9][0-9]{0,5}(?:Ki|Mi|Gi)$/;

/** Who takes the requests, and where that is in the props. */
interface Taker {
  readonly by: 'Gateway' | 'Ingress';
  readonly field: string;
  readonly cluster: ClusterProfile;
}

/** Reads the limits of requests; a limit that the controller of the profile does not support is refused, with the names of those that do. */
export function limitsOf(
  props: HostProps<unknown>,
  { by, field, cluster }: Taker,
  problems: Problems,
): Pick<HostRoute, 'limits'> {
  const { maxBodySize, sourceRanges, sessionAffinity } = props;
  for (const limit of LIMITS)
    if (props[limit] !== undefined) checkAble(limit, { by, field, cluster }, problems);
  if (maxBodySize !== undefined && !SIZE.test(maxBodySize))
    problems.add(`${field}.maxBodySize`, maxBodySize, 'a size in Ki, Mi or Gi', `maxBodySize: '8Mi'`);
  if (sessionAffinity !== undefined && sessionAffinity !== 'Cookie')
    problems.add(
      `${field}.sessionAffinity`,
      sessionAffinity,
      `Cookie where type is ${by}: it sees no addresses of its own`,
      `sessionAffinity: 'Cookie'`,
    );
  const limits: RouteLimits = {
    ...(maxBodySize === undefined ? {} : { maxBodySize }),
    ...(sourceRanges === undefined
      ? {}
      : { sourceRanges: sourceRangesOf(sourceRanges, cluster, `${field}.sourceRanges`, problems) }),
    ...(sessionAffinity === undefined ? {} : { sessionAffinity }),
  };
  return Object.keys(limits).length === 0 ? {} : { limits };
}

function checkAble(limit: Limit, { by, field, cluster }: Taker, problems: Problems): void {
  const { gatewayApi, ingress } = cluster;
  // A profile without either is an error of its own.
  if (by === 'Gateway' ? gatewayApi === undefined : ingress === undefined) return;
  const can =
    by === 'Gateway'
      ? gatewayApi !== undefined && gatewayCan(gatewayApi, limit)
      : ingress !== undefined && ingressCan(ingress, limit);
  if (can) return;
  const [place, found] =
    by === 'Gateway'
      ? ['cluster.gatewayApi.controllerName', gatewayApi?.controllerName]
      : ['cluster.ingress.controller', ingress?.controller];
  problems.add(
    `${field}.${limit}`,
    found,
    `a ${place} that can: ${ableTo(limit, by).join(', ')}`,
    `leave ${limit} out`,
  );
}
