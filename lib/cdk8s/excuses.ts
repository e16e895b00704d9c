import type { IConstruct } from 'constructs';
import { addExcuses, excusesOf as excusesAt } from '../blueprints/excuses';
import type { Excuse, Waiver } from '../core/policy/waiver';

/**
 * Excuses findings of one control on a construct and everything below it.
 * What is wrong with the waiver itself (expired, too short a reason, unused…) is reported when the app is synthesized.
 */
export function waive(construct: IConstruct, ...waivers: readonly Waiver[]): void {
  addExcuses(construct, waivers);
}

/** The excuses that hold for a construct: its own and those of the constructs above. */
export function excusesOf(construct: IConstruct): readonly Excuse[] {
  return excusesAt(construct, (below) => below.node.scope);
}
