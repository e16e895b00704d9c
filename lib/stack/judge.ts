import type { CompiledPolicy } from '../core/engine/compiled-policy';
import { judgeObject } from '../core/engine/evaluate-object';
import type { Finding } from '../core/engine/finding';
import { canonical } from '../core/manifest/canonical';
import { identityKey, isObject } from '../core/manifest/identity';
import { flattenList } from '../core/manifest/lists';
import type { PlainObject } from '../core/manifest/plain';
import type { Suppression } from '../core/policy/waiver';
import type { Secrets } from './secrets';

/**
 * The objects that a resource stands for, as they are judged: the items of a list by themselves, and in canonical
 * form, since the order of fields is lost on the way to the engine and means nothing.
 */
export function objectsIn(manifest: PlainObject, { registry }: CompiledPolicy): PlainObject[] {
  return flattenList(manifest, registry).map((object) => canonical(object, registry));
}

/** What stands against an object by itself, or against the items of a list, each by itself. */
export function judgeAlone(
  manifest: PlainObject,
  compiled: CompiledPolicy,
  today: string,
  suppressions: readonly Suppression[],
  secrets?: Secrets,
): Finding[] {
  const isSecret = (text: string): boolean => secrets?.has(text) === true;
  return objectsIn(manifest, compiled).flatMap((object) =>
    judgeObject({ manifest: object, suppressions, isSecret }, compiled, today),
  );
}

/** Equal for two findings of one control at one place of one object, and for two about one waiver. */
export function findingKey(item: Finding): string {
  const { control, object, path, container, finding, found } = item;
  const place = [identityKey(object), path, container, finding];
  return [control, ...place, isObject(object) ? '' : found].join('|');
}
