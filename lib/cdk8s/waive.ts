import type { IConstruct } from 'constructs';
import { addSuppressions, noteSuppressions } from '../blueprints/suppressions';
import { checkArgument } from '../core/check-input';
import type { Suppression, Waiver } from '../core/policy/waiver';
import { WAIVERS } from '../core/policy/waiver-shape';
import { modelOf } from './app/app-context';
import { checkConstruct } from './call';

/**
 * Suppresses findings of one control on a construct and everything below it.
 * What is wrong with the waiver itself (expired, too short a reason, unused…) is reported when the app is synthesized.
 */
export function waive(construct: IConstruct, ...waivers: readonly Waiver[]): void {
  checkConstruct('waive', construct);
  checkArgument(`waive(${construct.node.path})`, 'waivers', waivers, WAIVERS);
  suppress(construct, waivers);
}

/** Attaches suppressions to a construct, and puts them into the model. */
export function suppress(construct: IConstruct, suppressions: readonly Suppression[]): void {
  addSuppressions(construct, suppressions);
  noteSuppressions(modelOf(construct), construct, construct.node.path, suppressions);
}
