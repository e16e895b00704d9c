import { InvalidInputError } from '../../core/errors';
import { sortedKeys } from '../../core/manifest/key-order';
import { SECRET_ACCESS_ANNOTATION } from '../../core/well-known';
import type { ClusterModel } from '../../model/cluster-model';
import type { Namespace } from '../../model/namespace';
import { secretUsesIn } from '../../model/overview';
import { containersOf, type Pod } from '../../model/pod';
import { type AdmissionCheck, type AdmissionPolicy, admissionArtifactsOf } from '../admission/policy';
import type { Artifact } from '../renderer';

/** How a class of the Secrets Store CSI driver is told from a Secret of the same name. */
export const CLASS_PREFIX = 'SecretProviderClass/';

/** What keeps pods of others from the Secrets of a namespace that asks for it: a policy of admission, and its binding. */
export function secretAccessObjects(namespace: Namespace, model: ClusterModel): Artifact[] {
  if (namespace.secretAccess !== 'declared') return [];
  const { name } = namespace;
  return admissionArtifactsOf(`secret-access.${name}`, () => policyOf(name, declaredIn(name, model)));
}

/** The Secrets that workloads of a namespace use, by the account that their pods run as. */
function declaredIn(namespace: string, model: ClusterModel): Readonly<Record<string, readonly string[]>> {
  const found = new Map<string, Set<string>>();
  const unknown: string[] = [];
  for (const { workload, identity } of model.workloads) {
    if (workload.namespace !== namespace) continue;
    const names = found.get(identity.name) ?? new Set<string>();
    found.set(identity.name, names);
    for (const { secret } of secretUsesIn(workload)) {
      if (typeof secret === 'string') names.add(secret);
      else unknown.push(workload.name);
    }
    for (const name of classesOf(workload.pod)) names.add(`${CLASS_PREFIX}${name}`);
  }
  if (unknown.length > 0) refuseUnknown(namespace, unknown);
  return Object.fromEntries(
    [...found].filter(([, names]) => names.size > 0).map(([account, names]) => [account, [...names].sort()]),
  );
}

function classesOf(pod: Pod): string[] {
  return containersOf(pod).flatMap(({ files }) =>
    files.flatMap(({ source }) => {
      const name = 'csi' in source ? source.csi.volumeAttributes?.secretProviderClass : undefined;
      return typeof name === 'string' ? [name] : [];
    }),
  );
}

function refuseUnknown(namespace: string, workloads: readonly string[]): never {
  throw new InvalidInputError(namespace, [
    {
      field: 'secretAccess',
      found: `a Secret whose name is known later, in ${workloads.join(', ')}`,
      needs: 'names that are known while the program runs: the policy lists them',
      fix: "existingSecret('db', { … }) with a string",
    },
  ]);
}

const named = (reference: string): string =>
  `(!has(${reference}) || (has(${reference}.name) && ${reference}.name in variables.allowed))`;

/** Volumes of other drivers that name a Secret. */
const DRIVERS = ['cephfs', 'flexVolume', 'iscsi', 'rbd', 'scaleIO', 'storageos'];

const VOLUME = [
  '(!has(v.secret) || (has(v.secret.secretName) && v.secret.secretName in variables.allowed))',
  `(!has(v.projected) || !has(v.projected.sources) || v.projected.sources.all(s, ${named('s.secret')}))`,
  `(!has(v.csi) || ${named('v.csi.nodePublishSecretRef')})`,
  "(!has(v.csi) || v.csi.driver != 'secrets-store.csi.k8s.io' || (has(v.csi.volumeAttributes) && " +
    "'secretProviderClass' in v.csi.volumeAttributes && " +
    `('${CLASS_PREFIX}' + v.csi.volumeAttributes['secretProviderClass']) in variables.allowed))`,
  '(!has(v.azureFile) || v.azureFile.secretName in variables.allowed)',
  ...DRIVERS.map((driver) => `(!has(v.${driver}) || ${named(`v.${driver}.secretRef`)})`),
];

const VARIABLE = `!has(c.env) || c.env.all(e, !has(e.valueFrom) || ${named('e.valueFrom.secretKeyRef')})`;
const VARIABLES = `!has(c.envFrom) || c.envFrom.all(f, ${named('f.secretRef')})`;

const listed = (field: string): string => `(has(object.spec.${field}) ? object.spec.${field} : [])`;

/**
 * A pod names its Secrets when it is created, and only its ephemeral containers come later: other changes are not looked at, so
 * that pods of former versions can be changed and end.
 */
function policyOf(
  namespace: string,
  declared: Readonly<Record<string, readonly string[]>>,
): Omit<AdmissionPolicy, 'name'> {
  const check = (expression: string, what: string): AdmissionCheck => ({
    expression,
    message: `${what} a Secret that no workload of this account declares; declare it where the workload is, and apply that`,
  });
  const ordered = Object.fromEntries(sortedKeys(declared).map((account) => [account, declared[account]]));
  return {
    annotations: { [SECRET_ACCESS_ANNOTATION]: namespace },
    requests: [
      { apiGroup: '', resources: ['pods'], operations: ['CREATE'] },
      { apiGroup: '', resources: ['pods/ephemeralcontainers'], operations: ['UPDATE'] },
    ],
    where: { only: [namespace] },
    variables: {
      // JSON is a literal of CEL as well: names of Kubernetes need no escape.
      declared: JSON.stringify(ordered),
      // A request for the pod itself has no field for a subresource.
      later: "has(request.subResource) && request.subResource == 'ephemeralcontainers'",
      account: "has(object.spec.serviceAccountName) ? object.spec.serviceAccountName : 'default'",
      allowed: 'variables.account in variables.declared ? variables.declared[variables.account] : []',
      containers: `variables.later ? ${listed('ephemeralContainers')} : object.spec.containers + ${listed('initContainers')}`,
      volumes: `variables.later ? [] : ${listed('volumes')}`,
      pulls: `variables.later ? [] : ${listed('imagePullSecrets')}`,
    },
    checks: [
      check(`variables.volumes.all(v, ${VOLUME.join(' && ')})`, 'a volume names'),
      check(`variables.containers.all(c, ${VARIABLE})`, 'a variable names'),
      check(`variables.containers.all(c, ${VARIABLES})`, 'envFrom names'),
      check('variables.pulls.all(p, has(p.name) && p.name in variables.allowed)', 'imagePullSecrets names'),
    ],
  };
}
