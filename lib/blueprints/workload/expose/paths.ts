import type { ExposedPath } from '../../../model/exposed';
import type { Problems } from '../../problems';
import type { PathProps } from './props';

/** Paths that one rule of a route may have, and the length of one. Source: the Gateway API. */
const MOST = 8;
const LONGEST = 1024;

const CHARACTERS = /^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})+$/;
/** What programs read in more than one way. */
const AMBIGUOUS = /\/\/|\/\.{1,2}(?:\/|$)|%2f/i;

/** Reads the paths that lead to a workload. Source: `HTTPPathMatch` of the Gateway API. */
export function pathsOf(given: readonly PathProps[], field: string, problems: Problems): ExposedPath[] {
  if (given.length === 0) problems.add(field, given, 'at least one path', `paths: ['/']`);
  if (given.length > MOST)
    problems.add(field, given.length, `at most ${MOST} paths`, 'a path that they share');
  return given.map((path, index): ExposedPath => {
    const value = typeof path === 'string' ? path : path.exact;
    const fits = value.startsWith('/') && value.length <= LONGEST && CHARACTERS.test(value);
    if (!fits || AMBIGUOUS.test(value))
      problems.add(
        `${field}[${index}]`,
        value,
        'a path that starts with /, without //, .. and %2f',
        `'/shop'`,
      );
    return { type: typeof path === 'string' ? 'PathPrefix' : 'Exact', value };
  });
}
