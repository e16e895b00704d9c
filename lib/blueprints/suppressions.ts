import { append } from '../core/manifest/plain';
import type { Suppression } from '../core/policy/waiver';

// Keyed by name, so that two copies of this package in one program understand each other.
const SUPPRESSIONS = Symbol.for('bulwark.suppressions');

const NONE: readonly Suppression[] = [];

/** Attaches suppressions to a node of the tree that a front end builds. */
export function addSuppressions(node: object, suppressions: readonly Suppression[]): void {
  if (suppressions.length === 0) return;
  const own: Suppression[] | undefined = Reflect.get(node, SUPPRESSIONS);
  if (own === undefined) Object.defineProperty(node, SUPPRESSIONS, { value: [...suppressions] });
  else append(own, suppressions);
}

/** The suppressions attached to a node itself. */
export function ownSuppressions(node: object): readonly Suppression[] {
  const own: Suppression[] | undefined = Reflect.get(node, SUPPRESSIONS);
  return own ?? NONE;
}

/** The suppressions that hold for a node: its own and those of the nodes above. */
export function suppressionsOf<Node extends object>(
  node: Node,
  above: (node: Node) => Node | undefined,
): readonly Suppression[] {
  let found: Suppression[] | undefined;
  let current: Node | undefined = node;
  while (current !== undefined) {
    const own = ownSuppressions(current);
    if (own.length > 0) found = found === undefined ? [...own] : [...found, ...own];
    current = above(current);
  }
  return found ?? NONE;
}
