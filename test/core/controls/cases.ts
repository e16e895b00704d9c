import { clusters } from '../../../lib/core/cluster/presets';
import type { ClusterProfile } from '../../../lib/core/cluster/profile';
import type { Control, Problem } from '../../../lib/core/controls/control';
import { ManifestSet } from '../../../lib/core/manifest/manifest-set';
import type { PlainObject } from '../../../lib/core/manifest/plain';
import { runControl } from './run-control';

/** A leaf that the core cannot look into, as a Pulumi Output is. */
export class Leaf {}

/** What a control finds in objects: the object's name, a dash, and the finding or else the path. */
export function findingsOf(
  control: Control,
  objects: readonly PlainObject[],
  cluster: ClusterProfile = clusters.kind(),
): string[] {
  return problemsIn(control, objects, cluster).map(
    ({ name, problem }) => `${name}: ${problem.finding ?? problem.path}`,
  );
}

/** The problems that a control reports over objects, each with the name of its object. */
export function problemsIn(
  control: Control,
  objects: readonly PlainObject[],
  cluster: ClusterProfile = clusters.kind(),
): { name: string; problem: Problem }[] {
  const set = new ManifestSet(objects.map((manifest) => ({ manifest })));
  return runControl(control, set, control.params, cluster).map(({ entry, problem }) => ({
    name: entry.ref.name,
    problem,
  }));
}

/** A pod with labels in a namespace. */
export function pod(name: string, fields: PlainObject = {}, namespace = 'shop'): PlainObject {
  const metadata = { name, namespace, labels: { app: name } };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [{ name: 'app', ...fields }] } };
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
