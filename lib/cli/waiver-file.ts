import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { hasOldTarget, OLD_TARGET, parseWaiver } from '../core/policy/parse-waiver';
import type { TargetedWaiver } from '../core/policy/waiver';
import { readYaml } from '../core/yaml';
import { messageOfError } from './errors';
import { type Io, UsageError } from './io';

/**
 * Reads waivers by kind, namespace and name: a list in YAML or JSON. Whether each of them holds (its date, its
 * reason) is the engine's business; here it has to have the form of one. Each says its line.
 * @throws UsageError with all that is wrong with the file
 */
export function readWaivers(file: string, io: Pick<Io, 'cwd' | 'stderr'>): TargetedWaiver[] {
  const { documents, problems } = readYaml(textOf(file, io.cwd), file);
  const lines = problems.map(({ message }) => message);
  const waivers: TargetedWaiver[] = [];
  for (const document of documents) {
    const { value } = document;
    if (!Array.isArray(value)) {
      lines.push(
        `${file}: needs a list of waivers: - { control, reason, owner, expires, target: { kind, namespace, name } }`,
      );
      continue;
    }
    for (const [index, item] of value.entries()) {
      const waiver = parseWaiver(item, (problem) => lines.push(`${file}, waiver ${index + 1}: ${problem}`));
      const line = document.lineOf([index]) ?? document.line;
      if (waiver !== undefined) waivers.push({ ...waiver, at: { file, line } });
    }
  }
  if (lines.length > 0) throw new UsageError(lines);
  const old = documents.some(({ value }) => Array.isArray(value) && value.some(hasOldTarget));
  if (old) io.stderr.lines([`bulwark: ${file}: ${OLD_TARGET}`]);
  return waivers;
}

function textOf(file: string, cwd: string): string {
  try {
    return readFileSync(resolve(cwd, file), 'utf8');
  } catch (error) {
    throw new UsageError([`${file}: ${messageOfError(error)}`]);
  }
}
