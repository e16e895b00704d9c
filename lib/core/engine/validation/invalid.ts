import type { Entry } from '../../manifest/manifest-set';
import { isOpaque } from '../../manifest/plain';
import type { SchemaProblem } from '../../manifest/schema-check';
import type { TakeInvalid } from '../../validation/problem';
import { validate } from '../../validation/validate';
import type { Take } from './problem';

/**
 * What the API server refuses of one object beyond the types of its fields. What the schema has reported already, and
 * what is below it, is not said twice; an object of a kind that the version does not serve is not judged.
 */
export function invalidObject(
  { manifest, ref }: Pick<Entry, 'manifest' | 'ref'>,
  schema: readonly SchemaProblem[],
  minor: number,
  take: Take,
): void {
  if (schema.some(({ type, path }) => type === 'not-served' && (path === 'kind' || path === 'apiVersion')))
    return;
  const told = new Set(schema.map(({ path }) => path));
  const report: TakeInvalid = ({ path, found, needs, fix, naming, type }) => {
    if (isWithin(path, told)) return;
    const text = type === 'too-long' || type === 'too-many';
    take({
      rule: naming ? 'invalid-name' : 'invalid-object',
      path,
      found,
      needs,
      fix,
      text,
      unknown: isOpaque(found),
    });
  };
  validate(manifest, { minor }, report, ref);
}

/** Whether a path or one above it is among them. */
function isWithin(path: string, told: ReadonlySet<string>): boolean {
  if (told.size === 0) return false;
  for (let end = 1; end <= path.length; end += 1) {
    const next = path.charAt(end);
    if ((next === '' || next === '.' || next === '[') && told.has(path.slice(0, end))) return true;
  }
  return false;
}
