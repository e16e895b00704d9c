import type { IConstruct } from 'constructs';
import { addExcuses, excusesOf as excusesAt } from '../blueprints/excuses';
import { checkArgument } from '../core/check-input';
import type { Excuse, Waiver } from '../core/policy/waiver';
import { WAIVERS } from '../core/policy/waiver-shape';
import { checkConstruct } from './call';

/**
 * Excuses findings of one control on a construct and everything below it.
 * What is wrong with the waiver itself (expired, too short a reason, unused…) is reported when the app is synthesized.
 */
export function waive(construct: IConstruct, ...waivers: readonly Waiver[]): void {
  checkConstruct('waive', construct);
  checkArgument(`waive(${construct.node.path})`, 'waivers', waivers, WAIVERS);
  addExcuses(construct, waivers);
}

/** The excuses that hold for a construct: its own and those of the constructs above. */
export function excusesOf(construct: IConstruct): readonly Excuse[] {
  return excusesAt(construct, (below) => below.node.scope);
}
