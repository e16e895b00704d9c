import type { PlainObject } from '../../core/manifest/plain';
import { NAMESPACE_NAME_LABEL } from '../../core/well-known';
import { MANAGED_BY } from '../../model/labels';
import { type ObjectArtifact, objectArtifact } from '../renderer';

const API = 'admissionregistration.k8s.io/v1';

/** Requests that a policy is about. */
export interface AdmissionRequests {
  /** The API group; `''` is the core. */
  readonly apiGroup: string;
  /** Versions of the group. Requests in other versions are converted to it first. @default ['v1'] */
  readonly apiVersions?: readonly string[];
  /** Resources, and subresources such as `pods/ephemeralcontainers`. */
  readonly resources: readonly string[];
  /** @default ['CREATE', 'UPDATE'] */
  readonly operations?: readonly ('CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT')[];
}

/** What has to hold for a request to be let in. */
export interface AdmissionCheck {
  /** An expression of CEL that is true where it holds. */
  readonly expression: string;
  /** What a user reads whose request is refused: one line, what is needed. */
  readonly message: string;
}

/** In which namespaces a policy holds: in those of a list, or in all others; or wherever labels of the Namespace match. */
export type AdmissionPlace =
  | { readonly only: readonly string[] }
  | { readonly except: readonly string[] }
  | { readonly selector: PlainObject };

/** A policy that the API server asks about each request, without a program beside it. */
export interface AdmissionPolicy {
  /** The name of the policy and of its binding; both belong to the cluster as a whole. */
  readonly name: string;
  readonly requests: readonly AdmissionRequests[];
  readonly where: AdmissionPlace;
  /** Conditions without which nobody asks the policy, by name. @default none */
  readonly onlyIf?: Readonly<Record<string, string>>;
  /** Expressions that checks name `variables.<name>`, in this order. @default none */
  readonly variables?: Readonly<Record<string, string>>;
  /** All of them have to hold. */
  readonly checks: readonly AdmissionCheck[];
  /** Further labels of both objects. @default none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations of the policy. @default none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Whether the audit log says what was refused. @default false */
  readonly audited?: true;
}

/**
 * A ValidatingAdmissionPolicy and its binding. What does not hold is refused, and so is what cannot be evaluated
 * (`failurePolicy: Fail`). Source: admissionregistration.k8s.io/v1, stable since Kubernetes 1.30.
 */
export function admissionArtifacts(policy: AdmissionPolicy): ObjectArtifact[] {
  return admissionArtifactsOf(policy.name, () => policy);
}

/** The same for a policy that is known when everything else is. @param make asked each time that one of the two is rendered */
export function admissionArtifactsOf(
  name: string,
  make: () => Omit<AdmissionPolicy, 'name'>,
): ObjectArtifact[] {
  const identity = (kind: string) => ({ apiVersion: API, kind, name });
  return [
    objectArtifact(identity('ValidatingAdmissionPolicy'), () => policyObject({ ...make(), name })),
    objectArtifact(identity('ValidatingAdmissionPolicyBinding'), () => bindingObject({ ...make(), name })),
  ];
}

function bindingObject(policy: AdmissionPolicy): PlainObject {
  const { name, audited } = policy;
  return {
    ...head(policy, 'ValidatingAdmissionPolicyBinding'),
    spec: { policyName: name, validationActions: audited === true ? ['Deny', 'Audit'] : ['Deny'] },
  };
}

function head(
  { name, labels }: AdmissionPolicy,
  kind: string,
): PlainObject & { readonly metadata: PlainObject } {
  return { apiVersion: API, kind, metadata: { labels: { ...labels, ...MANAGED_BY }, name } };
}

function policyObject(policy: AdmissionPolicy): PlainObject {
  const { requests, where, onlyIf = {}, variables = {}, checks } = policy;
  const named = (all: Readonly<Record<string, string>>): PlainObject[] =>
    Object.entries(all).map(([name, expression]) => ({ expression, name }));
  const [conditions, values] = [named(onlyIf), named(variables)];
  const { metadata, ...said } = head(policy, 'ValidatingAdmissionPolicy');
  return {
    ...said,
    metadata:
      policy.annotations === undefined ? metadata : { annotations: { ...policy.annotations }, ...metadata },
    spec: {
      failurePolicy: 'Fail',
      matchConstraints: {
        matchPolicy: 'Equivalent',
        namespaceSelector: selectorOf(where),
        // As the API server fills it in: it takes the constraints of two appliers for one only if they are equal.
        objectSelector: {},
        resourceRules: requests.map(({ apiGroup, apiVersions = ['v1'], resources, operations = WRITES }) => ({
          apiGroups: [apiGroup],
          apiVersions: [...apiVersions],
          operations: [...operations],
          resources: [...resources],
          scope: 'Namespaced',
        })),
      },
      ...(conditions.length === 0 ? {} : { matchConditions: conditions }),
      ...(values.length === 0 ? {} : { variables: values }),
      validations: checks.map(({ expression, message }) => ({ expression, message, reason: 'Forbidden' })),
    },
  };
}

const WRITES = ['CREATE', 'UPDATE'] as const;

/** The API server writes the label of the name itself, and lets nobody change it. */
function selectorOf(where: AdmissionPlace): PlainObject {
  if ('selector' in where) return where.selector;
  const [operator, values] = 'only' in where ? ['In', where.only] : ['NotIn', where.except];
  return { matchExpressions: [{ key: NAMESPACE_NAME_LABEL, operator, values: [...values] }] };
}
