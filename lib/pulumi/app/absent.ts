import { InvalidInputError } from '../../core/errors';
import { isAbsent, isOpaque, isPlain, type PlainObject } from '../../core/manifest/plain';

/**
 * Refuses Outputs that resolve to nothing: the field would be left out, though someone set it.
 * @param planned the object as it is planned, with its deferred leaves
 * @param known the same, some or all of them known
 * @throws InvalidInputError that names every such field
 */
export function refuseAbsent(planned: PlainObject, known: PlainObject, where: string): void {
  const problems = absentIn(planned, known, '').map(({ field, what }) => ({
    field,
    found: `an Output or a promise that holds ${what}`,
    needs: 'a value',
    fix: 'give it a value, or leave the field out of the program',
  }));
  if (problems.length > 0) throw new InvalidInputError(where, problems);
}

/** What became known and is no value. */
interface Absent {
  readonly field: string;
  /** In a word: nothing, or something that no file can hold, of which the provider would be sent nothing. */
  readonly what: string;
}

function absentIn(planned: unknown, known: unknown, path: string): Absent[] {
  if (isOpaque(planned)) {
    if (isAbsent(known)) return [{ field: path, what: 'nothing' }];
    return typeof known === 'function' || typeof known === 'symbol'
      ? [{ field: path, what: `a ${typeof known}` }]
      : [];
  }
  if (Array.isArray(planned)) {
    const items: readonly unknown[] = Array.isArray(known) ? known : [];
    return planned.flatMap((item, index) => absentIn(item, items[index], `${path}[${index}]`));
  }
  if (!isPlain(planned) || !isPlain(known)) return [];
  return Object.entries(planned).flatMap(([key, item]) =>
    absentIn(item, known[key], path === '' ? key : `${path}.${key}`),
  );
}
