import { formatRef } from '../manifest/identity';
import { dataText, objectAt, type PlainObject } from '../manifest/plain';
import { byIdentity, type RenderedEnvironment } from './differences';

/** Kinds by whose names people and other programs find an app: in every environment they are called the same. */
const NAMED = new Set([
  'CronJob',
  'DaemonSet',
  'Deployment',
  'Job',
  'Namespace',
  'Pod',
  'ReplicaSet',
  'Service',
  'ServiceAccount',
  'StatefulSet',
]);

/** Names and selectors that are not equal in all environments, one line each. */
export function disagreementsOf(environments: readonly RenderedEnvironment[]): string[] {
  const names = environments.map(({ name }) => name);
  const problems: string[] = [];
  for (const { ref, objects } of byIdentity(environments).values()) {
    if (!NAMED.has(ref.kind)) continue;
    const where = formatRef(ref);
    const missing = names.filter((name) => !objects.has(name));
    if (missing.length > 0) {
      problems.push(
        `${where}: found it in ${[...objects.keys()].join(', ')} and not in ${missing.join(', ')}; needs the same names in every environment. Fix: let the program make the same constructs for all of them`,
      );
    }
    const selectors = new Map<string, string[]>();
    for (const [name, object] of objects) {
      const text = dataText(selectorOf(object) ?? {});
      selectors.set(text, [...(selectors.get(text) ?? []), name]);
    }
    if (selectors.size < 2) continue;
    const found = [...selectors].map(([text, having]) => `${text} in ${having.join(', ')}`).join('; ');
    problems.push(
      `${where}: found the selectors ${found}; needs the same in every environment. Fix: let no selector depend on the environment`,
    );
  }
  return problems;
}

function selectorOf(object: PlainObject): PlainObject | undefined {
  return objectAt(objectAt(object, 'spec'), 'selector');
}
