import { homeOf, printedName, refOf } from '../core/manifest/identity';
import { isOpaque, objectAt, type PlainObject } from '../core/manifest/plain';
import { builtinKinds, type KindRegistry } from '../core/manifest/registry';
import { type Excuse, type Place, type TargetedWaiver, targetRef, type Waiver } from '../core/policy/waiver';

/** A waiver for one resource of a stack, by its URN. */
export interface UrnWaiver extends Waiver {
  /** Where it stands. @default where the waivers of the stack are given */
  readonly at?: Place;
  readonly on: { readonly urn: string };
}

/**
 * A waiver for one object of a stack: by URN, or by kind, namespace and name. The name is the object's own; where
 * Pulumi makes that one, or it is an Output, it is the name of the resource.
 */
export type StackWaiver = TargetedWaiver | UrnWaiver;

interface Aimed {
  readonly excuse: Excuse;
  readonly on: TargetedWaiver['on'] | UrnWaiver['on'];
}

/** The waivers of a stack: which of them hold for which object. Whether they hold at all is the engine's business. */
export class StackWaivers {
  private readonly aimed: readonly Aimed[];

  constructor(readonly all: readonly StackWaiver[]) {
    this.aimed = all.map((waiver) => ({ excuse: asExcuse(waiver), on: waiver.on }));
  }

  /** All of them, for the judgement that tells which are unused. */
  get declared(): readonly Excuse[] {
    return this.aimed.map(({ excuse }) => excuse);
  }

  /** Those that hold for an object; while its namespace is not known, those of every namespace. */
  of(
    urn: string | undefined,
    manifest: PlainObject,
    registry: KindRegistry = builtinKinds,
  ): readonly Excuse[] {
    if (this.aimed.length === 0) return [];
    const ref = refOf(manifest, registry);
    const anywhere = isOpaque(objectAt(manifest, 'metadata')?.namespace);
    return this.aimed
      .filter(({ on }) => {
        if ('urn' in on) return on.urn === urn;
        const target = targetRef(on);
        if (target.kind !== ref.kind || printedName(target) !== printedName(ref)) return false;
        return anywhere || homeOf(target) === homeOf(ref);
      })
      .map(({ excuse }) => excuse);
  }
}

/** As the engine takes it: messages name the type and the name in the URN. */
function asExcuse(waiver: StackWaiver): Excuse {
  if (!('urn' in waiver.on)) return { ...waiver, on: waiver.on };
  const [types = '', name = waiver.on.urn] = waiver.on.urn.split('::').slice(2);
  return { ...waiver, on: { kind: types.split('$').pop() ?? types, name } };
}
