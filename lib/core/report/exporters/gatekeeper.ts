import type { PlainObject } from '../../manifest/plain';
import { INSTANCE_LABEL } from '../../well-known';
import { byObject, type ExportedSuppression, skipsOf } from './exported-suppression';

/**
 * What `spec.match` of Gatekeeper's constraints takes, by the names of its library: all but the workloads that are
 * exempt, by their label `app.kubernetes.io/instance`, which their pods carry too. Gatekeeper knows no exemption of
 * one object: the label counts in every namespace. Suppressions for every object, and for objects without a name, are
 * left out.
 */
export function gatekeeperMatches(suppressions: readonly ExportedSuppression[]): Record<string, PlainObject> {
  const names = new Map<string, Set<string>>();
  for (const [{ name }, those] of byObject(suppressions)) {
    if (name === '') continue;
    const instance = those.find((one) => one.instance !== undefined)?.instance ?? name;
    for (const { check } of skipsOf(those, 'gatekeeper')) {
      names.set(check, (names.get(check) ?? new Set<string>()).add(instance));
    }
  }
  const sorted = [...names].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    sorted.map(([constraint, suppressed]) => [
      constraint,
      {
        labelSelector: {
          matchExpressions: [{ key: INSTANCE_LABEL, operator: 'NotIn', values: [...suppressed].sort() }],
        },
      },
    ]),
  );
}
