import { applyEdits } from '../../lib/blueprints/edits';
import { refOf } from '../../lib/core/manifest/identity';
import { isPlain, type PlainObject } from '../../lib/core/manifest/plain';
import containers from './containers.json';
import objects from './objects.json';
import pods from './pods.json';

/** One thing broken in the objects of the base app. */
export interface Mutation {
  /** Unique; for a container it ends with `-app`, `-init` or `-sidecar`. */
  readonly id: string;
  /** The control that it breaks, or `schema` where it is no object of the API any more. */
  readonly control: string;
  /** Kind and name of the object; the name `*` means every object of the kind. */
  readonly on: string;
  /** Values by path; null removes the field. Absent: the whole object goes. */
  readonly set?: Readonly<Record<string, unknown>>;
}

/** Paths of the containers of the base app, one of each kind. */
const CONTAINERS: Readonly<Record<string, string>> = {
  app: 'containers[web]',
  init: 'initContainers[migrate]',
  sidecar: 'initContainers[proxy]',
};

const WORKLOAD = 'Deployment/web';
const POD = 'spec.template.spec';

function below(prefix: string, set: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(set).map(([path, value]) => [`${prefix}.${path}`, value]));
}

/** Every mutation: over all kinds of container, the pod, and the objects around it. */
export const MUTATIONS: readonly Mutation[] = [
  ...containers.flatMap(({ id, control, in: places, set }) =>
    places.map((place) => ({
      id: `${id}-${place}`,
      control,
      on: WORKLOAD,
      set: below(`${POD}.${CONTAINERS[place] ?? place}`, set),
    })),
  ),
  ...pods.map(({ id, control, set }) => ({ id, control, on: WORKLOAD, set: below(POD, set) })),
  ...objects,
];

/**
 * A copy of the objects of the base app with one mutation.
 * @throws BulwarkError where a path of it leads nowhere, Error where its object is not there
 */
export function mutated(base: readonly PlainObject[], mutation: Mutation): PlainObject[] {
  const { id, on, set } = mutation;
  const isTarget = (object: PlainObject): boolean => {
    const { kind, name } = refOf(object);
    return on === `${kind}/${name}` || on === `${kind}/*`;
  };
  if (!base.some(isTarget)) throw new Error(`${id}: there is no ${on}`);
  if (set === undefined) return base.filter((object) => !isTarget(object));
  const edits = Object.entries(set).map(([path, value]) => ({ path, value: value ?? undefined }));
  return base.map((object) => (isTarget(object) ? applyEdits(object, edits, id) : object));
}

/**
 * A copy of the objects in another namespace, so that several sets can be judged side by side.
 * @param from the namespace of the base app
 */
export function inNamespace(objects: readonly PlainObject[], from: string, to: string): PlainObject[] {
  return objects.map((object) => {
    const metadata = isPlain(object.metadata) ? object.metadata : {};
    if (object.kind === 'Namespace' && metadata.name === from)
      return { ...object, metadata: { ...metadata, name: to } };
    return metadata.namespace === from ? { ...object, metadata: { ...metadata, namespace: to } } : object;
  });
}
