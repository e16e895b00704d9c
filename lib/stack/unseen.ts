import { objectAt, type PlainObject, stringAt } from '../core/manifest/plain';

/** What of Kubernetes is rendered by Helm in the cluster: no program and no engine sees its objects. */
const BY_HELM: ReadonlySet<string> = new Set(['kubernetes:helm.sh/v3:Release']);

/** What its provider renders: an engine tells of its objects, and nothing else does. */
const BY_PROVIDER: ReadonlySet<string> = new Set([
  'kubernetes:helm.sh/v4:Chart',
  'kubernetes:kustomize/v2:Directory',
  'kubernetes:yaml/v2:ConfigFile',
  'kubernetes:yaml/v2:ConfigGroup',
]);

/** Third-party components that make infrastructure of a cloud, and no object of a cluster. */
const CLOUDS = /^(?:awsx|aws-[a-z-]+|azure-[a-z-]+|gcp-[a-z-]+|google-cloud-[a-z-]+|pulumi):/;

/** Whether a resource makes objects of Kubernetes that nobody sees, wherever the program runs. */
export function isUnseenAnywhere(type: string): boolean {
  return BY_HELM.has(type);
}

/** Whether a resource makes objects of Kubernetes that only an engine sees. */
export function isSeenByEngine(type: string): boolean {
  return BY_PROVIDER.has(type);
}

/** Whether a component whose provider makes its children may make objects of Kubernetes. */
export function mayMakeObjects(type: string): boolean {
  return !CLOUDS.test(type);
}

/**
 * What stands for the objects of a resource that nobody sees: the type of the resource in place of an apiVersion,
 * and its name and namespace as far as they are known.
 */
export function unseenMaker({
  type,
  name,
  props,
  namespace,
}: {
  readonly type: string;
  readonly name: string;
  readonly props: PlainObject;
  readonly namespace?: string;
}): PlainObject {
  const [pack = '', module = '', kind = ''] = type.split(':');
  const home =
    stringAt(props, 'namespace') ?? stringAt(objectAt(props, 'metadata'), 'namespace') ?? namespace;
  const own = stringAt(props, 'name') ?? '';
  return {
    apiVersion: `${pack}:${module}`,
    kind,
    metadata: {
      name: own === '' ? name : own,
      ...(home === undefined || home === '' ? {} : { namespace: home }),
    },
  };
}
