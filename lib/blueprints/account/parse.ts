import type { ClusterProfile } from '../../core/cluster/profile';
import { labelledNameProblems, labelValueProblems, objectNameProblems } from '../../core/manifest/names';
import type { Grant } from '../../core/rbac/grant';
import { refusalOf } from '../../core/rbac/refusals';
import type { CloudIdentity } from '../../model/identity';
import type { Problems } from '../problems';
import { checkLabels } from '../workload/parse/labels';
import { parseCloudIdentity } from './cloud-identity';
import type { AccountProps } from './props';

/** Says what is wrong with an identity: its name, labels and rights. @returns who it is to a cloud */
export function checkAccount(
  name: string,
  props: AccountProps<unknown>,
  problems: Problems,
): CloudIdentity | undefined {
  const { instance } = props;
  const check = instance === undefined ? labelledNameProblems : objectNameProblems;
  problems.addAll('name', name, check('ServiceAccount', name), `name: 'reader'`);
  checkLabels('labels', props.labels ?? {}, problems);
  if (instance !== undefined)
    problems.addAll('instance', instance, labelValueProblems(instance), `instance: 'web'`);
  checkGrants(props.grants ?? [], problems);
  return parseCloudIdentity(props.cloudIdentity, problems);
}

/** Refuses what the types refuse too, in grants that were written by hand: wildcards, code in pods, all secrets. */
export function checkGrants(grants: readonly Grant[], problems: Problems): void {
  for (const [index, grant] of grants.entries()) {
    const refusal = refusalOf({ ...grant, waived: grant.waiver !== undefined });
    if (refusal === undefined) continue;
    const { field, needs, fix } = refusal;
    problems.add(`grants[${index}].${field}`, grant[field], needs, fix);
  }
}

/** A grant opens the route to the API server: without its addresses the token would be of no use. */
export function checkApiServer(grants: readonly Grant[], cluster: ClusterProfile, problems: Problems): void {
  if (grants.length === 0) return;
  const { service = { cidr: '192.0.2.1/32', port: 443 }, endpoints } = cluster.apiServer;
  const fix = `clusters.${cluster.name}({ apiServer: { service: { cidr: '${service.cidr}', port: ${service.port} }, endpoints: [{ cidr: '192.0.2.10/32', port: 6443 }] } })`;
  if (cluster.apiServer.service === undefined && cluster.networkPolicies !== 'cilium') {
    const needs = 'the address of the Service kubernetes, for the route that a grant opens';
    problems.add('cluster.apiServer.service', undefined, needs, fix);
  }
  if (endpoints.length > 0) return;
  problems.add(
    'cluster.apiServer.endpoints',
    endpoints,
    'the addresses of the API server behind its Service, for the route that a grant opens',
    fix,
  );
}
