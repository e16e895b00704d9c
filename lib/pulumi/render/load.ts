import { BulwarkError } from '../../core/errors';
import { type ProgramStores, programStores } from '../internals';

/** The library of Pulumi. */
export type Pulumi = typeof import('@pulumi/pulumi');

/**
 * Loads Pulumi, which only those who use it have.
 * @param require that of the module which needs it
 * @throws BulwarkError of one line where it is not installed
 */
export function loadPulumi(require: NodeJS.Require): { pulumi: Pulumi; stores: ProgramStores } {
  refuseMissing(require);
  const pulumi: Pulumi = require('@pulumi/pulumi');
  const stores = programStores(require);
  if (stores !== undefined) return { pulumi, stores };
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
