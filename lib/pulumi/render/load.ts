import { BulwarkError } from '../../core/errors';

/** The library of Pulumi. */
export type Pulumi = typeof import('@pulumi/pulumi');

/** What Pulumi keeps of a running program. */
export interface PulumiStore {
  /** Promises that have not settled yet. */
  readonly leakCandidates: ReadonlySet<object>;
  /** How many errors the program has logged. */
  readonly logErrorCount: number;
  /** What every resource without a parent belongs to. */
  stackResource?: unknown;
}

/** The part of Pulumi's runtime that has no types. */
export interface PulumiState {
  /** Runs code with a store of its own, so that nothing of it is left behind. */
  withLocalStorage<T>(run: () => T): T;
  getStore(): PulumiStore;
}

/**
 * Loads Pulumi, which only those who use it have.
 * @param require that of the module which needs it
 * @throws BulwarkError of one line where it is not installed
 */
export function loadPulumi(require: NodeJS.Require): { pulumi: Pulumi; state: PulumiState } {
  refuseMissing(require);
  const pulumi: Pulumi = require('@pulumi/pulumi');
  const state: unknown = require('@pulumi/pulumi/runtime/state');
  if (isState(state)) return { pulumi, state };
  throw new BulwarkError(
    'the installed @pulumi/pulumi cannot be rendered without an engine: needs ^3.202.0',
    [],
  );
}

function refuseMissing(require: NodeJS.Require): void {
  try {
    require.resolve('@pulumi/pulumi');
  } catch {
    throw new BulwarkError(
      'rendering a Pulumi program needs @pulumi/pulumi, which is not installed. Fix: npm install @pulumi/pulumi',
      [],
    );
  }
}

function isState(value: unknown): value is PulumiState {
  if (typeof value !== 'object' || value === null) return false;
  return ['withLocalStorage', 'getStore'].every((name) => typeof Reflect.get(value, name) === 'function');
}
