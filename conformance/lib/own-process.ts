import { spawn } from 'node:child_process';
import type { SuiteResult } from '../suite';

/** The argument that makes a run print its results as one line of JSON, for the run that started it. */
export const AS_JSON = '--json';

/**
 * Runs a suite as a process of its own, beside the others. What it says of its progress is handed on.
 * @param main the program that runs suites, which is this one
 * @throws Error where it ends without results
 */
export function inOwnProcess(main: string, name: string): Promise<readonly SuiteResult[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...process.execArgv, main, AS_JSON, name], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      const lines = text.trimEnd().split('\n');
      const results: unknown = parsed(lines.pop() ?? '');
      if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`);
      if (areResults(results)) resolve(results);
      else reject(new Error(`${name} ended with exit code ${code} and no results`));
    });
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function areResults(value: unknown): value is readonly SuiteResult[] {
  const isResult = (item: unknown): boolean =>
    typeof item === 'object' && item !== null && 'program' in item && 'problems' in item;
  return Array.isArray(value) && value.length > 0 && value.every(isResult);
}
