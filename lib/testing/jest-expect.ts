import { BulwarkError } from '../core/errors';

/** What a matcher answers. */
export interface MatcherAnswer {
  readonly pass: boolean;
  readonly message: () => string;
}

/** What a matcher knows of the call that it serves. */
export interface MatcherContext {
  readonly isNot?: boolean;
}

/** A snapshot serializer, as Jest takes it. */
export interface SnapshotSerializer {
  test(value: unknown): boolean;
  print(value: unknown): string;
}

/** The part of Jest's `expect` that is used here. */
export interface ExpectLike {
  (actual: unknown): { toMatchSnapshot(hint?: string): unknown };
  extend(
    matchers: Record<
      string,
      (this: MatcherContext, received: unknown, ...rest: readonly never[]) => MatcherAnswer
    >,
  ): unknown;
  addSnapshotSerializer(serializer: SnapshotSerializer): unknown;
  getState(): { assertionCalls: number };
  setState(state: { assertionCalls: number }): unknown;
}

/**
 * The `expect` of the running test: the global one, else that of `@jest/globals` (`injectGlobals: false`).
 * @throws BulwarkError of one line where no test runs
 */
export function jestExpect(): ExpectLike {
  const found = [globalExpect, importedExpect].map((find) => find()).find(isExpect);
  if (found !== undefined) return found;
  throw new BulwarkError(
    'bulwark/jest needs jest: import it in a test or name it in setupFilesAfterEnv. Fix: npm install --save-dev jest',
    [],
  );
}

function globalExpect(): unknown {
  return Reflect.get(globalThis, 'expect');
}

function importedExpect(): unknown {
  try {
    // Jest answers this name itself, so that nothing has to be installed next to it; elsewhere it throws.
    const globals: unknown = require('@jest/globals');
    return typeof globals === 'object' && globals !== null ? Reflect.get(globals, 'expect') : undefined;
  } catch {
    return undefined;
  }
}

function isExpect(value: unknown): value is ExpectLike {
  return (
    typeof value === 'function' &&
    ['extend', 'addSnapshotSerializer', 'getState', 'setState'].every((name) => name in value)
  );
}
