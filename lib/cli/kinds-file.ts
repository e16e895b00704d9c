import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readKinds } from '../core/kinds/declaration';
import type { KindRecord } from '../core/kinds/record';
import { messageOfError } from './errors';
import { type Io, UsageError } from './io';

/**
 * The kinds of the file of `--kinds`.
 * @throws UsageError with everything that is wrong with it
 */
export function kindsFrom(file: string | undefined, io: Pick<Io, 'cwd'>): KindRecord[] {
  if (file === undefined) return [];
  const { records, problems } = readKinds(textOf(file, io.cwd), file);
  if (problems.length > 0) throw new UsageError(problems);
  return records;
}

function textOf(file: string, cwd: string): string {
  try {
    return readFileSync(resolve(cwd, file), 'utf8');
  } catch (error) {
    throw new UsageError([`--kinds ${file}: ${messageOfError(error)}`]);
  }
}
