import type { IConstruct } from 'constructs';
import type { Excuse, Waiver } from '../core/policy/waiver';

// Keyed by name, so that two copies of this package in one program understand each other.
const EXCUSES = Symbol.for('bulwark.excuses');

/**
 * Excuses findings of one control on a construct and everything below it.
 * What is wrong with the waiver itself (expired, too short a reason, unused…) is reported when the app is synthesized.
 */
export function waive(construct: IConstruct, ...waivers: readonly Waiver[]): void {
  addExcuses(construct, waivers);
}

/** Attaches excuses to a construct. */
export function addExcuses(construct: IConstruct, excuses: readonly Excuse[]): void {
  if (excuses.length === 0) return;
  const own: Excuse[] | undefined = Reflect.get(construct, EXCUSES);
  if (own === undefined) Object.defineProperty(construct, EXCUSES, { value: [...excuses] });
  else own.push(...excuses);
}

/** The excuses attached to a construct itself. */
export function ownExcuses(construct: IConstruct): readonly Excuse[] {
  const own: Excuse[] | undefined = Reflect.get(construct, EXCUSES);
  return own ?? NONE;
}

/** The excuses that hold for a construct: its own and those of the constructs above. */
export function excusesOf(construct: IConstruct): readonly Excuse[] {
  let found: Excuse[] | undefined;
  let current: IConstruct | undefined = construct;
  while (current !== undefined) {
    const own = ownExcuses(current);
    if (own.length > 0) found = found === undefined ? [...own] : [...found, ...own];
    current = current.node.scope;
  }
  return found ?? NONE;
}

const NONE: readonly Excuse[] = [];
