import { controls } from '../lib/core/controls';

/**
 * Replaces one function of one control by a no-op, for `npm run mutate`: `BULWARK_MUTANT=check:run-as-non-root`.
 * Does nothing without the variable.
 */
const [part, id] = (process.env.BULWARK_MUTANT ?? '').split(':');

if (part !== undefined && part !== '') {
  const control = controls.find((candidate) => candidate.id === id);
  if (control === undefined || (part !== 'check' && part !== 'harden') || control[part] === undefined) {
    throw new Error(`no such mutant: ${process.env.BULWARK_MUTANT}`);
  }
  Object.defineProperty(control, part, { value: () => undefined });
}
