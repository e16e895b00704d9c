import { isOptOut, isTargeted, type Suppression, targetRef } from '../core/policy/waiver';
import type { ClusterModel } from './cluster-model';
import type { ExposingObject } from './exposure';
import { containersOf, type Files } from './pod';
import type { SecretUse } from './secret';
import type { SuppressedControl } from './suppression';
import type { Text } from './text';
import type { Workload } from './workload';

/** Every use of a Secret in a model: what pods say, and what front ends and readers have added. */
export function secretUsesOf({ workloads, secretUses }: ClusterModel): SecretUse[] {
  return [...workloads.flatMap(({ workload }) => secretUsesIn(workload)), ...secretUses];
}

/** The Secrets that the pods of a workload use. */
export function secretUsesIn(workload: Workload): SecretUse[] {
  const { name, namespace, controller, pod } = workload;
  const kind = controller.kind === 'Other' ? controller.of : controller.kind;
  const by = { kind, namespace, name };
  const shared = { namespace: namespace ?? 'default', by };
  return [
    ...pod.imagePullSecrets.map((secret): SecretUse => ({ ...shared, secret, as: 'image' })),
    ...containersOf(pod).flatMap(({ name: container, env, envFrom, files }) =>
      [
        ...env.flatMap(({ valueFrom }) => use(valueFrom?.secretKeyRef, 'env')),
        ...envFrom.flatMap(({ secretRef }) => use(secretRef, 'envFrom')),
        ...files.flatMap(({ source }) => sourcesOf(source).flatMap((one) => use(one, 'files'))),
      ].map((one): SecretUse => ({ ...shared, ...one, container })),
    ),
  ];
}

/** The Secrets that files come from: by their keys where only some are shown. */
function sourcesOf(source: Files['source']): SecretReference[] {
  if ('secret' in source) return byKeys({ ...source.secret, name: source.secret.secretName });
  if (!('projected' in source)) return [];
  return (source.projected.sources ?? []).flatMap(({ secret }) =>
    secret === undefined ? [] : byKeys(secret),
  );
}

/** A reference of the API to a Secret. */
interface SecretReference {
  readonly name?: Text;
  readonly key?: Text;
  readonly items?: readonly { readonly key: Text }[];
  readonly optional?: boolean;
}

function byKeys({ items, ...all }: SecretReference): SecretReference[] {
  return items === undefined ? [all] : items.map(({ key }) => ({ ...all, key }));
}

/** A reference of the API to a Secret; one without a name is none. */
function use(
  reference: { readonly name?: Text; readonly key?: Text; readonly optional?: boolean } | undefined,
  as: SecretUse['as'],
): Pick<SecretUse, 'secret' | 'as' | 'key' | 'optional'>[] {
  if (reference?.name === undefined) return [];
  const { name: secret, key, optional } = reference;
  return [
    {
      secret,
      as,
      ...(key === undefined ? {} : { key }),
      ...(optional === undefined ? {} : { optional }),
    },
  ];
}

/**
 * Everything that is suppressed in a model: on workloads, by the policy, at places of a program, and what manifests that were
 * read say of themselves.
 */
export function suppressionsOf({ workloads, policy, suppressions }: ClusterModel): SuppressedControl[] {
  return [
    ...workloads.flatMap(({ workload }) => {
      const { controller, namespace, name } = workload;
      const object = { kind: controller.kind === 'Other' ? controller.of : controller.kind, namespace, name };
      return workload.suppressions.map((one) => suppressed(one, object));
    }),
    ...policy.waivers.flatMap((waiver) => {
      if (!isTargeted(waiver)) return [];
      const { kind, namespace, name, generateName } = targetRef(waiver.target);
      return [
        suppressed(waiver, { kind, namespace, name: generateName === undefined ? name : `${generateName}*` }),
      ];
    }),
    ...suppressions,
  ];
}

function suppressed(one: Suppression, object: ExposingObject): SuppressedControl {
  return { object, ...withoutObject(one) };
}

function withoutObject(one: Suppression): SuppressedControl {
  const { control, reason } = one;
  if (isOptOut(one)) return { control, form: 'opt-out', reason };
  const { owner, expires } = one;
  return { control, form: 'waiver', reason, owner, expires };
}

/** Suppressions that were said at a place of a program, for everything below it. */
export function suppressedAt(
  at: string,
  object: ExposingObject | undefined,
  suppressions: readonly Suppression[],
): SuppressedControl[] {
  return suppressions.map((one) => ({ ...(object !== undefined && { object }), at, ...withoutObject(one) }));
}
