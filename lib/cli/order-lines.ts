import { formatRef } from '../core/manifest/identity';
import type { Entry, ManifestSet } from '../core/manifest/manifest-set';
import { type OrderProblem, orderProblems } from '../core/manifest/order-problems';
import { count } from './io';

const MOST_LINES = 10;

/** What `kubectl apply` would not take at the first try, because of the order in which the documents stand; nothing where all is well. */
export function orderLines(set: ManifestSet): string[] {
  const problems = orderProblems(set);
  const definitions = problems.filter(({ why }) => why === 'definition');
  const others = problems.filter(({ why }) => why !== 'definition');
  const shown = others.slice(0, MOST_LINES).map(lineOf);
  const rest = others.length - shown.length;
  return [
    ...shown,
    ...(rest > 0 ? [`order: and ${count(rest, 'more object')}`] : []),
    ...(definitions.length > 0 ? [definitionLine(definitions)] : []),
  ];
}

function lineOf({ entry, needs, why }: OrderProblem): string {
  const reason =
    why === 'later'
      ? `is before ${placeOf(needs)}, which it needs`
      : `is after ${placeOf(needs)}, which refuses it until its own program runs`;
  return `order: ${placeOf(entry)} ${reason}: kubectl apply does not take it at the first try`;
}

function definitionLine(problems: readonly OrderProblem[]): string {
  const names = [...new Set(problems.map(({ needs }) => formatRef(needs.ref)))];
  return `order: ${count(problems.length, 'object')} whose kinds are defined here too, by ${names.join(', ')}: apply the definitions first, and the rest in a second kubectl apply`;
}

function placeOf({ ref, origin }: Entry): string {
  return origin.file === undefined
    ? formatRef(ref)
    : `${formatRef(ref)} at ${origin.file}:${origin.line ?? 1}`;
}
