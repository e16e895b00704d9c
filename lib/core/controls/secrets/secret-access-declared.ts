import type { Entry } from '../../manifest/manifest-set';
import { isPlain, objectAt, objectsAt, type PlainObject, stringAt } from '../../manifest/plain';
import type { Pod } from '../../manifest/pod';
import { SECRET_ACCESS_ANNOTATION } from '../../well-known';
import { type SetReport, setControl } from '../control';

const NEEDS = 'a Secret that a workload of its account declares: the policy of the namespace refuses the pod';
const DRIVER = 'secrets-store.csi.k8s.io';

type Declared = Readonly<Record<string, unknown>>;

/** A reference of a pod to a Secret, by the path below its spec. */
interface Reference {
  readonly path: string;
  readonly name: unknown;
}

/** What the policy lists: its variable is JSON as well as CEL. Undefined where somebody wrote another. */
function declaredIn(policy: PlainObject): Declared | undefined {
  const variables = objectsAt(objectAt(policy, 'spec'), 'variables');
  const text = stringAt(variables.find(({ name }) => name === 'declared') ?? {}, 'expression');
  try {
    const value: unknown = text === undefined ? undefined : JSON.parse(text);
    return isPlain(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function referencesOf(pod: Pod): Reference[] {
  return [
    ...objectsAt(pod.spec, 'volumes').flatMap((volume, index) => inVolume(volume, `volumes[${index}]`)),
    ...objectsAt(pod.spec, 'imagePullSecrets').map(({ name }, index) => ({
      path: `imagePullSecrets[${index}]`,
      name,
    })),
    ...pod.containers.flatMap(({ spec, list, index }) => inContainer(spec, `${list}[${index}]`)),
  ];
}

function inVolume(volume: PlainObject, at: string): Reference[] {
  const secret = objectAt(volume, 'secret');
  const [projected, csi] = [objectAt(volume, 'projected'), objectAt(volume, 'csi')];
  const mounted = csi?.driver === DRIVER ? objectAt(csi, 'volumeAttributes')?.secretProviderClass : undefined;
  return [
    ...(secret === undefined ? [] : [{ path: `${at}.secret`, name: secret.secretName }]),
    ...objectsAt(projected, 'sources').flatMap((source, index) =>
      named(objectAt(source, 'secret'), `${at}.projected.sources[${index}].secret`),
    ),
    ...(mounted === undefined ? [] : [{ path: `${at}.csi`, name: `SecretProviderClass/${String(mounted)}` }]),
  ];
}

function inContainer(container: PlainObject, at: string): Reference[] {
  return [
    ...objectsAt(container, 'env').flatMap((variable, index) =>
      named(
        objectAt(objectAt(variable, 'valueFrom'), 'secretKeyRef'),
        `${at}.env[${index}].valueFrom.secretKeyRef`,
      ),
    ),
    ...objectsAt(container, 'envFrom').flatMap((source, index) =>
      named(objectAt(source, 'secretRef'), `${at}.envFrom[${index}].secretRef`),
    ),
  ];
}

function named(reference: PlainObject | undefined, path: string): Reference[] {
  return reference === undefined ? [] : [{ path, name: reference.name }];
}

function checkPod(entry: Entry, pod: Pod, declared: Declared, report: SetReport): void {
  const account = stringAt(pod.spec, 'serviceAccountName') ?? 'default';
  const names: unknown = Object.hasOwn(declared, account) ? declared[account] : [];
  for (const { path, name } of referencesOf(pod)) {
    if (typeof name === 'string' && Array.isArray(names) && names.includes(name)) continue;
    const problem = { path: `${pod.path}.${path}`, found: name, needs: NEEDS };
    report(entry, typeof name === 'string' ? { ...problem, finding: name } : problem);
  }
}

/** What admission refuses in the cluster is found before. Source: Kubernetes documentation, good practices for Secrets, and RBAC good practices, workload creation. */
export const secretAccessDeclared = setControl({
  id: 'secret-access-declared',
  title: 'Only declared workloads use the Secrets of a namespace that says so',
  category: 'secrets',
  severity: 'medium',
  why: 'The namespace has an admission policy that lets each account use only the Secrets that its workloads declare. Pods of a chart or of a raw manifest that name another Secret never start.',
  fix: 'remove the reference, or give the workload a namespace of its own',
  breaks: 'Charts that bring Secrets of their own: they need a namespace without the policy.',
  refs: { owasp: ['K03'] },
  alone: true,
  check(set, report) {
    for (const policy of set.ofKind('ValidatingAdmissionPolicy')) {
      const annotations = objectAt(objectAt(policy.manifest, 'metadata'), 'annotations');
      const namespace = stringAt(annotations, SECRET_ACCESS_ANNOTATION);
      const declared = namespace === undefined ? undefined : declaredIn(policy.manifest);
      if (declared === undefined) continue;
      for (const entry of set.entries)
        if (entry.pod !== undefined && (entry.ref.namespace ?? 'default') === namespace)
          checkPod(entry, entry.pod, declared, report);
    }
  },
  examples: {
    good: [
      { objects: [policy({ web: ['db'] }), pod({ secretName: 'db' })] },
      { note: 'of another namespace', objects: [policy({}, 'mail'), pod({ secretName: 'db' })] },
    ],
    bad: [
      { note: 'another Secret', objects: [policy({ web: ['db'] }), pod({ secretName: 'tls' })] },
      { note: 'another account', objects: [policy({ worker: ['db'] }), pod({ secretName: 'db' })] },
    ],
  },
});

function policy(declared: PlainObject, namespace = 'shop'): PlainObject {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: `secret-access.${namespace}`, annotations: { [SECRET_ACCESS_ANNOTATION]: namespace } },
    spec: { variables: [{ name: 'declared', expression: JSON.stringify(declared) }] },
  };
}

function pod(secret: PlainObject): PlainObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      serviceAccountName: 'web',
      containers: [{ name: 'web', image: 'web' }],
      volumes: [{ name: 's', secret }],
    },
  };
}
