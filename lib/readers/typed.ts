import { isAbsent, isPlain, type PlainObject, put } from '../core/manifest/plain';
import { checkTypes } from '../core/manifest/schema-check';
import type {
  ConfigMapVolumeSource,
  CSIVolumeSource,
  DaemonSetUpdateStrategy,
  DeploymentStrategy,
  EnvFromSource,
  EnvVar,
  EphemeralVolumeSource,
  HorizontalPodAutoscalerBehavior,
  HostPathVolumeSource,
  Lifecycle,
  MetricSpec,
  PersistentVolumeClaimSpec,
  PersistentVolumeClaimVolumeSource,
  PodFailurePolicy,
  Probe,
  ProjectedVolumeSource,
  ResourceRequirements,
  SecretVolumeSource,
  StatefulSetPersistentVolumeClaimRetentionPolicy,
  StatefulSetUpdateStrategy,
  SuccessPolicy,
} from '../model/api';

/** The types of the API that the model holds, by the names of their definitions. */
interface Definitions {
  readonly 'core.v1.ConfigMapVolumeSource': ConfigMapVolumeSource;
  readonly 'core.v1.EnvFromSource': EnvFromSource;
  readonly 'core.v1.EnvVar': EnvVar;
  readonly 'core.v1.EphemeralVolumeSource': EphemeralVolumeSource;
  readonly 'core.v1.HostPathVolumeSource': HostPathVolumeSource;
  readonly 'core.v1.Lifecycle': Lifecycle;
  readonly 'core.v1.PersistentVolumeClaimSpec': PersistentVolumeClaimSpec;
  readonly 'core.v1.PersistentVolumeClaimVolumeSource': PersistentVolumeClaimVolumeSource;
  readonly 'core.v1.Probe': Probe;
  readonly 'core.v1.ProjectedVolumeSource': ProjectedVolumeSource;
  readonly 'core.v1.ResourceRequirements': ResourceRequirements;
  readonly 'core.v1.CSIVolumeSource': CSIVolumeSource;
  readonly 'core.v1.SecretVolumeSource': SecretVolumeSource;
  readonly 'apps.v1.DaemonSetUpdateStrategy': DaemonSetUpdateStrategy;
  readonly 'apps.v1.DeploymentStrategy': DeploymentStrategy;
  readonly 'apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy': StatefulSetPersistentVolumeClaimRetentionPolicy;
  readonly 'apps.v1.StatefulSetUpdateStrategy': StatefulSetUpdateStrategy;
  readonly 'autoscaling.v2.HorizontalPodAutoscalerBehavior': HorizontalPodAutoscalerBehavior;
  readonly 'autoscaling.v2.MetricSpec': MetricSpec;
  readonly 'batch.v1.PodFailurePolicy': PodFailurePolicy;
  readonly 'batch.v1.SuccessPolicy': SuccessPolicy;
}

/** A copy of a value as a type of the API; undefined where it is none. Null counts as absent. */
export function typed<Name extends keyof Definitions>(
  value: unknown,
  name: Name,
): Definitions[Name] | undefined {
  const clean = withoutNull(value);
  return fits(clean, name) ? clean : undefined;
}

/** The items of a list that have a type of the API. */
export function typedItems<Name extends keyof Definitions>(list: unknown, name: Name): Definitions[Name][] {
  return Array.isArray(list) ? list.flatMap((item: unknown) => typed(item, name) ?? []) : [];
}

function fits<Name extends keyof Definitions>(value: unknown, name: Name): value is Definitions[Name] {
  return isPlain(value) && checkTypes(value, name).every(({ type }) => type === 'opaque');
}

/** A deep copy without what the API server takes for absent. */
export function withoutNull(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNull);
  if (!isPlain(value)) return value;
  const copy: PlainObject = {};
  for (const [key, item] of Object.entries(value)) if (!isAbsent(item)) put(copy, key, withoutNull(item));
  return copy;
}

/** The entries of a map whose values are strings. */
export function textMap(value: unknown): Record<string, string> {
  const strings: Record<string, string> = {};
  if (!isPlain(value)) return strings;
  for (const [key, item] of Object.entries(value)) if (typeof item === 'string') put(strings, key, item);
  return strings;
}

/** The items of a list that are strings. */
export function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** A whole number; undefined where something else is there. */
export function whole(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) ? value : undefined;
}

/** `{ [key]: value }`, or nothing where there is no value. */
export function given<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { readonly [K in Key]?: Value } {
  const made: { [K in Key]?: Value } = {};
  if (value !== undefined) made[key] = value;
  return made;
}
