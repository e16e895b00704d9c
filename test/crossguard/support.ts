import type { ResourceValidationPolicy, StackValidationPolicy } from '@pulumi/policy';
import { clusters } from '../../lib';
import type { PlainObject } from '../../lib/core/manifest/plain';
import { type HardenedPoliciesOptions, hardenedPolicies } from '../../lib/crossguard';

// What CrossGuard wraps properties in; it has no types.
export const {
  unknownCheckingProxy,
  unknownStringValue,
}: {
  unknownCheckingProxy: (props: PlainObject) => PlainObject;
  unknownStringValue: string;
} = require('@pulumi/policy/proxy');

export const TODAY = '2026-11-21';
export const URN = 'urn:pulumi:test::shop::kubernetes:apps/v1:Deployment::web';
export const cluster = clusters.kubeadm({ priorityClass: undefined, seLinuxType: undefined });

export interface Resource {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly props: PlainObject;
  readonly provider?: {
    readonly type: string;
    readonly props: PlainObject;
    readonly urn: string;
    readonly name: string;
  };
}

export interface Violation {
  readonly policy: string;
  readonly message: string;
  readonly urn?: string;
}

const RUN = {
  stackTags: new Map<string, string>(),
  isType: () => false,
  asType: () => undefined,
  notApplicable: (): never => {
    throw new Error('not applicable');
  },
  opts: {
    protect: false,
    ignoreChanges: [],
    aliases: [],
    customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
    additionalSecretOutputs: [],
  },
};

/** What CrossGuard does: every resource through every policy over resources, then the stack through those over stacks. */
export async function violationsOf(
  resources: readonly Resource[],
  options: HardenedPoliciesOptions = {},
  outputs: readonly Resource[] = resources,
): Promise<Violation[]> {
  const { policies } = hardenedPolicies({ today: TODAY, ...options });
  const found: Violation[] = [];
  const getConfig = <T extends object>(): T => JSON.parse('{}');
  for (const resource of resources) {
    for (const policy of policies.filter(isResourcePolicy)) {
      const validate = policy.validateResource;
      if (typeof validate !== 'function') throw new Error(`${policy.name} does not validate`);
      const args = { ...RUN, getConfig, ...resource, props: unknownCheckingProxy(resource.props) };
      await validate(args, (message) => found.push({ policy: policy.name, message, urn: resource.urn }));
    }
  }
  const inStack = outputs.map((resource) => ({
    ...RUN,
    ...resource,
    props: unknownCheckingProxy(resource.props),
    dependencies: [],
    propertyDependencies: {},
  }));
  for (const policy of policies.filter(isStackPolicy)) {
    const report = (message: string, urn?: string): void => {
      found.push({ policy: policy.name, message, urn });
    };
    await policy.validateStack({ ...RUN, getConfig, resources: inStack }, report);
  }
  return found;
}

export function isResourcePolicy(
  policy: ResourceValidationPolicy | StackValidationPolicy,
): policy is ResourceValidationPolicy {
  return 'validateResource' in policy;
}

export function isStackPolicy(
  policy: ResourceValidationPolicy | StackValidationPolicy,
): policy is StackValidationPolicy {
  return 'validateStack' in policy;
}

export function web(container: PlainObject = {}, metadata: PlainObject = {}): Resource {
  const labels = { app: 'web' };
  const spec = { containers: [{ name: 'app', image: 'web:latest', ...container }] };
  return {
    type: 'kubernetes:apps/v1:Deployment',
    name: 'web',
    urn: URN,
    props: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'shop', ...metadata },
      spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
    },
  };
}

export const of = (found: readonly Violation[], policy: string): string[] =>
  found.filter((violation) => violation.policy === policy).map(({ message }) => message);
