import type { ControlId } from '../core/controls';
import type { OptOut } from '../core/policy/waiver';
import { CONTROLS_2026_11 } from '../core/profiles/restricted-2026-11.generated';
import { fieldsOf, formOf } from './description';
import { optsOut } from './opt-out';

const CONTROLS: ReadonlyMap<string, ControlId> = new Map(CONTROLS_2026_11.map((id) => [id, id]));

/**
 * What props opt out of, as the description of their interface says it: each prop with an `@optOut` names its controls.
 * @param name of the interface, such as `DeploymentProps`
 */
export function optOutsOf(name: string, props: object): OptOut[] {
  return propsOf(name).flatMap(({ prop, controls }) =>
    optsOut(Reflect.get(props, prop)) ? controls.map((id) => optOutOf(id, prop)) : [],
  );
}

interface OptOutOfProp {
  readonly prop: string;
  readonly controls: readonly string[];
}

const known = new Map<string, readonly OptOutOfProp[]>();

/** The props of an interface that can opt out: found once, since every workload asks. */
function propsOf(name: string): readonly OptOutOfProp[] {
  const found =
    known.get(name) ??
    Object.entries(fieldsOf(formOf(name)).object).flatMap(([prop, { optOut = [] }]) =>
      optOut.length === 0 ? [] : [{ prop, controls: optOut }],
    );
  known.set(name, found);
  return found;
}

function optOutOf(id: string, prop: string): OptOut {
  const control = CONTROLS.get(id);
  if (control === undefined) throw new Error(`${prop}: there is no control ${id}`);
  return { control, reason: `the workload opts out: ${prop}: 'optOut'`, optOut: true };
}
