import { InvalidInputError } from '../../core/errors';
import { sortedKeys } from '../../core/manifest/key-order';
import type { PlainObject } from '../../core/manifest/plain';
import { NAMESPACE_NAME_LABEL, SECRET_ACCESS_ANNOTATION } from '../../core/well-known';
import type { ClusterModel } from '../../model/cluster-model';
import { MANAGED_BY } from '../../model/labels';
import type { Namespace } from '../../model/namespace';
import { secretUsesIn } from '../../model/overview';
import { containersOf, type Pod } from '../../model/pod';
import { type Artifact, objectArtifact } from '../renderer';

const API = 'admissionregistration.k8s.io/v1';

/** How a class of the Secrets Store CSI driver is told from a Secret of the same name. */
export const CLASS_PREFIX = 'SecretProviderClass/';

/** What keeps pods of others from the Secrets of a namespace that asks for it: a policy of admission, and its binding. */
export function secretAccessObjects(namespace: Namespace, model: ClusterModel): Artifact[] {
  if (namespace.secretAccess !== 'declared') return [];
  const name = `secret-access.${namespace.name}`;
  const metadata = { labels: { ...MANAGED_BY }, name };
  return [
    objectArtifact({ apiVersion: API, kind: 'ValidatingAdmissionPolicy', name }, () => ({
      apiVersion: API,
      kind: 'ValidatingAdmissionPolicy',
      metadata: { annotations: { [SECRET_ACCESS_ANNOTATION]: namespace.name }, ...metadata },
      spec: policySpec(declaredIn(namespace.name, model)),
    })),
    objectArtifact({ apiVersion: API, kind: 'ValidatingAdmissionPolicyBinding', name }, () => ({
      apiVersion: API,
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata,
      spec: {
        matchResources: {
          matchPolicy: 'Equivalent',
          namespaceSelector: { matchLabels: { [NAMESPACE_NAME_LABEL]: namespace.name } },
          objectSelector: {},
        },
        policyName: name,
        validationActions: ['Deny'],
      },
    })),
  ];
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
function policySpec(declared: Readonly<Record<string, readonly string[]>>): PlainObject {
  const rule = (operation: string, resource: string): PlainObject => ({
    apiGroups: [''],
    apiVersions: ['v1'],
    operations: [operation],
    resources: [resource],
    scope: 'Namespaced',
  });
  const validation = (expression: string, what: string): PlainObject => ({
    expression,
    message: `${what} a Secret that no workload of this account declares; declare it where the workload is, and apply that`,
    reason: 'Forbidden',
  });
  const ordered = Object.fromEntries(sortedKeys(declared).map((account) => [account, declared[account]]));
  return {
    failurePolicy: 'Fail',
    matchConstraints: {
      matchPolicy: 'Equivalent',
      namespaceSelector: {},
      objectSelector: {},
      resourceRules: [rule('CREATE', 'pods'), rule('UPDATE', 'pods/ephemeralcontainers')],
    },
    validations: [
      validation(`variables.volumes.all(v, ${VOLUME.join(' && ')})`, 'a volume names'),
      validation(`variables.containers.all(c, ${VARIABLE})`, 'a variable names'),
      validation(`variables.containers.all(c, ${VARIABLES})`, 'envFrom names'),
      validation(
        `variables.pulls.all(p, has(p.name) && p.name in variables.allowed)`,
        'imagePullSecrets names',
      ),
    ],
    variables: [
      // JSON is a literal of CEL as well: names of Kubernetes need no escape.
      { expression: JSON.stringify(ordered), name: 'declared' },
      // A request for the pod itself has no field for a subresource.
      {
        expression: "has(request.subResource) && request.subResource == 'ephemeralcontainers'",
        name: 'later',
      },
      {
        expression: "has(object.spec.serviceAccountName) ? object.spec.serviceAccountName : 'default'",
        name: 'account',
      },
      {
        expression: 'variables.account in variables.declared ? variables.declared[variables.account] : []',
        name: 'allowed',
      },
      {
        expression: `variables.later ? ${listed('ephemeralContainers')} : object.spec.containers + ${listed('initContainers')}`,
        name: 'containers',
      },
      {
        expression: `variables.later ? [] : ${listed('volumes')}`,
        name: 'volumes',
      },
      {
        expression: `variables.later ? [] : ${listed('imagePullSecrets')}`,
        name: 'pulls',
      },
    ],
  };
}
