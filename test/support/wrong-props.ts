import { fieldsOf } from '../../lib/blueprints/description';
import type { InvalidInputError } from '../../lib/core/errors';
import { CONSTRUCTS } from '../../scripts/props-page';
import { type Case, cases } from '../parity/described';
import { type Path, pathsIn } from './wrong-values';

/** A prop that is right, and a place in it whose value is taken away. */
export interface Place {
  readonly title: string;
  readonly given: Case;
  readonly prop: string;
  readonly path: Path;
}

/** Every place of every prop of a construct, lists and maps once; props that all workloads share are tried with a Deployment alone. */
export function placesOf(construct: string): readonly Place[] {
  const shared =
    construct.startsWith('Secure') && construct !== 'SecureDeployment'
      ? fieldsOf({ extends: ['WorkloadProps', 'IdentityProps'] }).object
      : {};
  const seen = new Set<string>();
  return cases(undefined)
    .filter((given) => given.construct === construct)
    .flatMap((given) => {
      const prop = /\.(\w+) /.exec(given.title)?.[1] ?? '';
      if (Object.hasOwn(shared, prop)) return [];
      return pathsIn(given.props[prop]).flatMap((path) => {
        const title = [prop, ...path.map((step) => (typeof step === 'number' ? '*' : step))].join('.');
        if (seen.has(title)) return [];
        seen.add(title);
        return [{ title, given, prop, path }];
      });
    });
}

/** The constructs, but for the app: rows of a table. */
export const CONSTRUCT_ROWS = Object.keys(CONSTRUCTS)
  .filter((construct) => construct !== 'HardenedApp')
  .map((construct) => [construct] as const);

/** What a text of a problem must not hold. */
export const EMPTY = /^$|undefined|\[object/;

const ONE_CONTENT = 'one content for each name';

/** What is wrong with how a value was refused; nothing where its prop is named, and everything is said. */
export function misnamed({ problems, message }: InvalidInputError, prop: string): string | undefined {
  const parts = problems.flatMap(({ field, found, needs, fix }) => [field, found, needs, fix]);
  if (problems.length === 0 || parts.some((part) => EMPTY.test(part))) return message;
  // Another origin of a Secret that a second place of the props uses as well: the Secret itself is named.
  return problems.some(({ field, needs }) => field.startsWith(prop) || needs.startsWith(ONE_CONTENT))
    ? undefined
    : `is not what is named: ${message}`;
}
