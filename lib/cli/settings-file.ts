import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readYaml } from '../core/yaml';
import { messageOfError } from './errors';
import { UsageError } from './io';

/**
 * Reads a file of settings, YAML or JSON, that an option takes in place of a name.
 * @param names what the option takes beside a file
 * @throws UsageError where there is none, and where it is no single document
 */
export function readSettings(option: string, file: string, names: readonly string[], cwd: string): unknown {
  const path = resolve(cwd, file);
  if (!existsSync(path)) {
    const found = JSON.stringify(file);
    throw new UsageError([
      `${option}: found ${found}; needs one of ${names.join(', ')}, or a file that exists`,
    ]);
  }
  const { documents, problems } = readYaml(textOf(path, file), file);
  if (problems.length > 0) throw new UsageError(problems.map(({ message }) => message));
  const [document, second] = documents;
  if (document !== undefined && second === undefined) return document.value;
  throw new UsageError([`${file}: found ${documents.length} documents; needs one, a map`]);
}

function textOf(path: string, file: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError([`${file}: ${messageOfError(error)}`]);
  }
}
