import type { IConstruct } from 'constructs';
import { suppressionsOf as suppressionsAt } from '../../blueprints/suppressions';
import type { Suppression } from '../../core/policy/waiver';

/** The suppressions that hold for a construct: its own and those of the constructs above. */
export function suppressionsOf(construct: IConstruct): readonly Suppression[] {
  return suppressionsAt(construct, (below) => below.node.scope);
}
