import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Beside } from '../../core/companions/companions';
import type { Account } from '../../core/engine/decisions';
import type { PlainObject } from '../../core/manifest/plain';
import { machinery } from './lazy';

/** What objects that no construct of ours made are hardened with. */
export interface Companions {
  /** The objects of the whole tree that hardening asks about. */
  readonly beside: Beside;
  /** Takes what was changed in an object, and what of it should be checked; nobody asks where it is undefined. */
  readonly take: ((account: Account) => void) | undefined;
}

// Keyed by name, so that two copies of this package in one program understand each other.
const COMPANIONS = Symbol.for('bulwark.companions');

/** Tells a tree what its objects are hardened with. */
export function tellCompanion(root: IConstruct, context: Companions): void {
  Object.defineProperty(root, COMPANIONS, { value: context, configurable: true });
}

/** What an object is hardened with: as the last synthesis of its tree said, else read from the tree. */
export function companionsOf(object: ApiObject): Companions {
  const { root } = object.node;
  const told: Companions | undefined = Reflect.get(root, COMPANIONS);
  return told ?? { beside: besideIn(root), take: undefined };
}

/**
 * The objects of a tree that hardening asks about. They are rendered here, before anything is hardened; the others are
 * not, so that a tree without them costs nothing.
 */
export function besideIn(root: IConstruct): Beside {
  const { COMPANION_KINDS, Companions } = machinery();
  const found: PlainObject[] = [];
  for (const construct of root.node.findAll()) {
    if (!ApiObject.isApiObject(construct)) continue;
    if (!COMPANION_KINDS.has(construct.kind) && !construct.kind.endsWith('List')) continue;
    const manifest = renderedOf(construct);
    if (manifest !== undefined) found.push(manifest);
  }
  return new Companions(found);
}

const RAW = Symbol.for('bulwark.raw');

/** Says how an object renders before it is hardened. */
export function tellRaw(object: ApiObject, render: () => PlainObject): void {
  Object.defineProperty(object, RAW, { value: render });
}

/** An object as it renders before it is hardened; undefined where it cannot, which is told when it is its turn. */
function renderedOf(object: ApiObject): PlainObject | undefined {
  const raw: (() => PlainObject) | undefined = Reflect.get(object, RAW);
  try {
    return raw === undefined ? object.toJson() : raw();
  } catch {
    return undefined;
  }
}
