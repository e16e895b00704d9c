import { append } from '../core/manifest/plain';
import type { Suppression } from '../core/policy/waiver';
import type { ModelDraft } from '../model/cluster-model';
import type { ExposingObject } from '../model/exposure';
import { suppressedAt } from '../model/overview';

// Keyed by name, so that two copies of this package in one program understand each other.
const SUPPRESSIONS = Symbol.for('bulwark.suppressions');

const SUBJECT = Symbol.for('bulwark.subject');

const NONE: readonly Suppression[] = [];

/** Attaches suppressions to a node of the tree that a front end builds. */
export function addSuppressions(node: object, suppressions: readonly Suppression[]): void {
  if (suppressions.length === 0) return;
  const own: Suppression[] | undefined = Reflect.get(node, SUPPRESSIONS);
  if (own === undefined) Object.defineProperty(node, SUPPRESSIONS, { value: [...suppressions] });
  else append(own, suppressions);
}

/** Says which object a node of the tree is about: a workload, or a namespace. */
export function tellSubject(node: object, { kind, namespace, name }: ExposingObject): void {
  Object.defineProperty(node, SUBJECT, { value: { kind, namespace, name } });
}

/** Puts suppressions that are said at a node into the model, for everything below it. @param at the path of the node */
export function noteSuppressions(
  model: ModelDraft,
  node: object,
  at: string,
  suppressions: readonly Suppression[],
): void {
  const subject: ExposingObject | undefined = Reflect.get(node, SUBJECT);
  append(model.suppressions, suppressedAt(at, subject, suppressions));
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
