import { resolve } from 'node:path';
import { type OwnControl, ownControlProblems } from '../core/controls/own';
import { isPlain } from '../core/manifest/plain';
import { messageOfError } from './errors';
import { type Io, UsageError } from './io';

/**
 * The controls of the file of `--controls`: a CommonJS module whose exports are controls, one by one or as lists.
 * It is code, and it runs: name only files that you trust.
 * @throws UsageError where it cannot be loaded, exports none, or with everything that is wrong with them
 */
export function controlsFrom(file: string | undefined, io: Pick<Io, 'cwd'>): OwnControl[] {
  if (file === undefined) return [];
  const exported = Object.values(load(file, io.cwd)).flat();
  const found = [...new Set(exported)].filter((value) => isPlain(value) && 'check' in value && 'id' in value);
  const problems = ownControlProblems(found);
  if (found.length === 0)
    problems.push('it exports no control, as podControl, objectControl or setControl makes it');
  if (problems.length > 0) throw new UsageError(problems.map((problem) => `--controls ${file}: ${problem}`));
  return found.filter(isOwnControl);
}

function load(file: string, cwd: string): object {
  try {
    const module: unknown = require(resolve(cwd, file));
    return Object(module);
  } catch (error) {
    throw new UsageError([`--controls ${file}: ${messageOfError(error)}`]);
  }
}

function isOwnControl(value: unknown): value is OwnControl {
  return ownControlProblems([value]).length === 0;
}
