import { DURATION_NEEDS, durationOf, ROLE_LIMIT } from '../../core/break-glass/terms';
import { labelledNameProblems } from '../../core/manifest/names';
import type { Suppression } from '../../core/policy/waiver';
import type { BreakGlass } from '../../model/break-glass';
import type { Namespace } from '../../model/namespace';
import { checkResource, suppressionsOfLevel } from '../access/parse';
import type { Problems } from '../problems';
import { checkLabels } from '../workload/parse/labels';
import type { BreakGlassProps } from './props';

/** Reads what people may do in a namespace in an emergency. */
export function parseBreakGlass(
  props: BreakGlassProps,
  place: {
    readonly id: string;
    readonly namespace: Pick<Namespace, 'name'> | undefined;
    readonly others: readonly BreakGlass[];
  },
  problems: Problems,
): BreakGlass {
  const { name = place.id, maximum = '4h', debug, resources = [], labels = {} } = props;
  const { namespace } = place;
  problems.addAll('name', name, labelledNameProblems('Role', name), `name: 'break-glass'`);
  if (name.length > ROLE_LIMIT)
    problems.add(
      'name',
      name,
      `at most ${ROLE_LIMIT} characters, with the end of a binding behind it`,
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
  const other = place.others.find((known) => known.namespace === namespace?.name);
  if (other !== undefined)
    problems.add(
      'scope',
      `'${other.name}' in the same namespace`,
      'one BreakGlass in a namespace: its policy holds for every binding with the label',
      'leave one of them out',
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
