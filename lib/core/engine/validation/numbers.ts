import type { Entry } from '../../manifest/manifest-set';
import { isPlain } from '../../manifest/plain';
import { pathText } from '../changes';
import type { Take } from './problem';

type Step = string | number;

/**
 * Integers of a program that JavaScript may have rounded before anyone could see them. Files are read with all digits,
 * so a large number of theirs is the one that is written.
 */
export function inexactNumbers({ manifest, origin }: Entry, take: Take): void {
  if (origin.file !== undefined) return;
  walk(manifest, [], (found, path) => {
    take({
      rule: 'inexact-number',
      path: pathText(path),
      found,
      needs: `an integer that JavaScript does not round (up to ${Number.MAX_SAFE_INTEGER})`,
      fix: 'in cdk8s write it as a BigInt such as 9223372036854775807n, in an ApiObject: Include rounds too',
    });
  });
}

function walk(value: unknown, path: Step[], take: (found: number, path: readonly Step[]) => void): void {
  if (typeof value === 'number') {
    if (isRounded(value)) take(value, path);
    return;
  }
  const steps: Step[] = Array.isArray(value) ? [...value.keys()] : isPlain(value) ? Object.keys(value) : [];
  for (const step of steps) {
    path.push(step);
    walk(below(value, step), path, take);
    path.pop();
  }
}

/** An integer that is written in digits, and may stand for several. */
function isRounded(value: number): boolean {
  return Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < 1e21;
}

function below(value: unknown, step: Step): unknown {
  if (Array.isArray(value)) return typeof step === 'number' ? value[step] : undefined;
  return isPlain(value) ? value[step] : undefined;
}
