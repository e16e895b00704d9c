import type { Entry } from '../../../manifest/manifest-set';
import { isAbsent, objectsAt, type PlainObject } from '../../../manifest/plain';
import { annotationOf, CPU_LIMITS_ANNOTATION } from '../../../well-known';
import type { Context } from '../../control';
import { fieldAt } from '../../field';

/**
 * Whether a Namespace or a workload opts out of CPU limits. What a construct made may say so, and files that are known to
 * be its output; in third-party manifests the annotation counts for nothing.
 */
export function optsOutOfCpuLimits({ manifest, ours }: Entry, { locked, trusted }: Context): boolean {
  if (locked === true || (!ours && trusted !== true)) return false;
  return annotationOf(manifest, CPU_LIMITS_ANNOTATION) === 'refused';
}

/** The quotas that count everything in their namespace: those without a scope. */
export function wholeQuotas(quotas: readonly Entry[]): Entry[] {
  return quotas.filter(({ manifest }) => {
    const scopes = fieldAt(manifest, 'spec', 'scopes');
    const everything = isAbsent(scopes) || (Array.isArray(scopes) && scopes.length === 0);
    return everything && isAbsent(fieldAt(manifest, 'spec', 'scopeSelector'));
  });
}

/**
 * The value that the quotas set for a resource under one of its names; undefined where none does.
 * A value that is neither text nor number comes back as it is, for the caller to report.
 */
export function quotaOf(quotas: readonly Entry[], names: readonly string[]): unknown {
  let odd: unknown;
  for (const { manifest } of quotas) {
    for (const name of names) {
      const value = fieldAt(manifest, 'spec', 'hard', name);
      if (isLimit(value)) return value;
      odd ??= value;
    }
  }
  return odd;
}

/** Whether a value can be a quantity. */
export function isLimit(value: unknown): boolean {
  return (typeof value === 'string' && value !== '') || typeof value === 'number';
}

/** The entries of a LimitRange for containers. */
export function containerLimits(manifest: PlainObject): PlainObject[] {
  const spec = fieldAt(manifest, 'spec');
  const limits = fieldAt(spec, 'limits');
  return objectsAt({ limits }, 'limits').filter((item) => item.type === 'Container');
}
