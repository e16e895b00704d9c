import { DURATION_NEEDS, durationOf } from '../../core/break-glass/terms';
import { labelledNameProblems } from '../../core/manifest/names';
import type { Suppression } from '../../core/policy/waiver';
import type { BreakGlass } from '../../model/break-glass';
import type { Namespace } from '../../model/namespace';
import { checkResource, suppressionsOfLevel } from '../access/parse';
import type { Problems } from '../problems';
import { checkLabels } from '../workload/parse/labels';
import type { BreakGlassProps } from './props';

/** Room for what the name of a binding has behind it. */
const LONGEST = 63 - '-2027-01-31t140000z-0123abcd'.length;

/** Reads what people may do in a namespace in an emergency. */
export function parseBreakGlass(
  props: BreakGlassProps,
  place: { readonly id: string; readonly namespace: Pick<Namespace, 'name'> | undefined },
  problems: Problems,
): BreakGlass {
  const { name = place.id, maximum = '4h', debug, resources = [], labels = {} } = props;
  const { namespace } = place;
  problems.addAll('name', name, labelledNameProblems('Role', name), `name: 'break-glass'`);
  if (name.length > LONGEST)
    problems.add(
      'name',
      name,
      `at most ${LONGEST} characters, with the end of a binding behind it`,
      `name: 'break-glass'`,
    );
  checkLabels('labels', labels, problems);
  const seconds = durationOf(maximum);
  if (seconds === undefined) problems.add('maximum', maximum, DURATION_NEEDS, `maximum: '4h'`);
  if (namespace === undefined)
    problems.add(
      'scope',
      undefined,
      'an IsolatedNamespace: rights in an emergency are those of one',
      `new BreakGlass(shop, '${place.id}')`,
    );
  for (const [index, resource] of resources.entries())
    checkResource(`resources[${index}]`, resource, problems);
  return {
    name,
    namespace: namespace?.name ?? '',
    levels: debug === undefined ? ['view', 'edit'] : ['view', 'edit', 'debug'],
    resources: [...resources],
    maximum: seconds ?? 0,
    maximumText: maximum,
    labels,
  };
}

/** What is suppressed at the Role for emergencies: what changing workloads takes, and what looking into pods takes until its day. */
export function suppressionsOfBreakGlass({ debug }: BreakGlassProps): Suppression[] {
  return [
    ...suppressionsOfLevel('edit', {}),
    ...(debug === undefined ? [] : suppressionsOfLevel('debug', { debug: { ...debug, groups: [] } })),
  ];
}
