import { append } from '../core/manifest/plain';
import type { Excuse } from '../core/policy/waiver';

// Keyed by name, so that two copies of this package in one program understand each other.
const EXCUSES = Symbol.for('bulwark.excuses');

const NONE: readonly Excuse[] = [];

/** Attaches excuses to a node of the tree that a front end builds. */
export function addExcuses(node: object, excuses: readonly Excuse[]): void {
  if (excuses.length === 0) return;
  const own: Excuse[] | undefined = Reflect.get(node, EXCUSES);
  if (own === undefined) Object.defineProperty(node, EXCUSES, { value: [...excuses] });
  else append(own, excuses);
}

/** The excuses attached to a node itself. */
export function ownExcuses(node: object): readonly Excuse[] {
  const own: Excuse[] | undefined = Reflect.get(node, EXCUSES);
  return own ?? NONE;
}

/** The excuses that hold for a node: its own and those of the nodes above. */
export function excusesOf<Node extends object>(
  node: Node,
  above: (node: Node) => Node | undefined,
): readonly Excuse[] {
  let found: Excuse[] | undefined;
  let current: Node | undefined = node;
  while (current !== undefined) {
    const own = ownExcuses(current);
    if (own.length > 0) found = found === undefined ? [...own] : [...found, ...own];
    current = above(current);
  }
  return found ?? NONE;
}
