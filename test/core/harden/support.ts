import { clusters } from '../../../lib/core/cluster/presets';
import type { ClusterProfile } from '../../../lib/core/cluster/profile';
import { Companions } from '../../../lib/core/companions/companions';
import { compilePolicy } from '../../../lib/core/engine/compiled-policy';
import type { Decision } from '../../../lib/core/engine/decisions';
import { type Hardened, hardenAndTell } from '../../../lib/core/engine/harden';
import { isPlain, listAt, type PlainObject } from '../../../lib/core/manifest/plain';
import { restricted } from '../../../lib/core/policy/policy';

/** The cluster of nobody in particular, as `bulwark harden` takes it. */
const UNKNOWN_CLUSTER = clusters.kubeadm({ priorityClass: undefined, seLinuxType: undefined });

/** Hardens third-party objects together, as `bulwark harden` does; what came of each. */
export function hardenAll(
  objects: readonly PlainObject[],
  cluster: ClusterProfile = UNKNOWN_CLUSTER,
): Hardened[] {
  const compiled = compilePolicy(restricted(), cluster);
  const beside = new Companions(objects);
  return objects.map((manifest) => hardenAndTell(manifest, compiled, { repair: true, beside }));
}

/** What came of the first object, hardened beside the others. */
export function hardenFirst(objects: readonly PlainObject[], cluster?: ClusterProfile): Hardened {
  const [first] = hardenAll(objects, cluster);
  if (first === undefined) throw new Error('needs an object');
  return first;
}

/** The value at a path such as `spec.containers.0.image`. */
export function at(value: unknown, path: string): unknown {
  let found = value;
  for (const step of path.split('.')) {
    if (Array.isArray(found)) found = found[Number(step)];
    else found = isPlain(found) ? found[step] : undefined;
  }
  return found;
}

/** Decisions whose path ends with a field, as `action: reason`. */
export function said({ decisions }: Pick<Hardened, 'decisions'>, field: string): string[] {
  return decisions.filter(({ path }) => path.endsWith(field)).map(textOf);
}

function textOf({ action, reason }: Decision): string {
  return `${action}: ${reason}`;
}

/** A Deployment in the namespace shop with one container. */
export function deployment(
  spec: PlainObject = {},
  container: PlainObject = {},
  more: PlainObject = {},
): PlainObject {
  const { containers = [{ name: 'app', image: 'registry.example.com/app:1', ...container }], ...rest } = spec;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'app', namespace: 'shop' },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: 'app' } },
      template: { metadata: { labels: { app: 'app' } }, spec: { containers, ...rest } },
      ...more,
    },
  };
}

/** The pod spec of what `deployment` makes. */
export function podSpecOf({ manifest }: Pick<Hardened, 'manifest'>): PlainObject {
  const spec = at(manifest, 'spec.template.spec') ?? at(manifest, 'spec');
  if (!isPlain(spec)) throw new Error('no pod spec');
  return spec;
}

/** The security context of a container by its index. */
export function contextOf(hardened: Pick<Hardened, 'manifest'>, index = 0): PlainObject {
  const container = listAt(podSpecOf(hardened), 'containers')[index];
  const context = at(container, 'securityContext');
  return isPlain(context) ? context : {};
}

/** An object of any kind in the namespace shop. */
export function object(
  apiVersion: string,
  kind: string,
  name: string,
  fields: PlainObject = {},
): PlainObject {
  return { apiVersion, kind, metadata: { name, namespace: 'shop' }, ...fields };
}
