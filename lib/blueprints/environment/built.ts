import { InvalidInputError } from '../../core/errors';
import { isPlain } from '../../core/manifest/plain';
import type { NamedResource } from '../../core/rbac/grant';
import { type Shape, wordFor } from '../../core/shape';
import type { DeferredValues } from '../deferred';
import { describeProps } from '../description';
import { Problems } from '../problems';

/**
 * Looks at what makes an app, and at the settings that environments share.
 * @param more what the front end has beside the settings of every app
 * @throws InvalidInputError with everything that is wrong with them
 */
export function checkBuilder(
  build: unknown,
  props: unknown,
  more: Readonly<Record<string, Shape>> = {},
  deferred?: DeferredValues,
): void {
  const problems = new Problems('environments', deferred);
  if (typeof build !== 'function') {
    const fix = 'environments((app) => { … }, { prod: { cluster } })';
    problems.add('build', wordFor(build), 'a function that makes the constructs of an app', fix);
  }
  const { cluster, ...shapes } = describeProps('AppProps').shapes;
  if (isPlain(props) && cluster !== undefined && props.cluster !== undefined)
    problems.add('cluster', 'a cluster', 'the cluster of each environment', '{ prod: { cluster } }');
  problems.check(
    isPlain(props) ? { ...props, cluster: undefined } : props,
    { ...shapes, ...more },
    { deferred: deferred !== undefined },
  );
  problems.throwIfAny();
}

/**
 * Looks at what a program returned: workloads under their names.
 * @throws InvalidInputError with names that are not those of the workloads
 */
export function checkBuilt(built: unknown): void {
  if (built instanceof Promise) {
    const problem = {
      field: 'build',
      found: 'a promise',
      needs: 'a function that has made everything when it returns',
      fix: 'wait before environments(…), not in it',
    };
    throw new InvalidInputError('environments', [problem]);
  }
  if (!isPlain(built)) return;
  const problems = new Problems('environments');
  for (const [key, value] of Object.entries(built)) {
    const granted = grantedOf(value);
    if (granted === undefined) continue;
    const { name, namespace } = granted;
    const full = namespace === undefined ? name : `${namespace}/${name}`;
    if (key === name || key === full) continue;
    problems.add(`build.${key}`, key, `the name of the workload, ${full}`, `return { '${name}': … }`);
  }
  problems.throwIfAny();
}

/** Who a workload is; undefined for what is none. */
function grantedOf(value: unknown): Pick<NamedResource, 'name' | 'namespace'> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (typeof Reflect.get(value, 'talksTo') !== 'function') return undefined;
  const granted: unknown = Reflect.get(value, 'granted');
  if (!isPlain(granted) || typeof granted.name !== 'string') return undefined;
  const { name, namespace } = granted;
  return { name, namespace: typeof namespace === 'string' ? namespace : undefined };
}
