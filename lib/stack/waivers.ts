import { homeOf, printedName, refOf } from '../core/manifest/identity';
import { isOpaque, objectAt, type PlainObject } from '../core/manifest/plain';
import { builtinKinds, type KindRegistry } from '../core/manifest/registry';
import {
  type Place,
  type Suppression,
  type TargetedWaiver,
  targetRef,
  type Waiver,
  type WaiverWithOn,
} from '../core/policy/waiver';

/** A waiver for one resource of a stack, by its URN. */
export interface UrnWaiver extends Waiver {
  /** Where it is. @default where the waivers of the stack are given */
  readonly at?: Place;
  readonly target: { readonly urn: string };
}

/**
 * The same as it was written before. Read until 1.0.
 * @deprecated write `target`
 */
export interface UrnWaiverWithOn extends Waiver {
  readonly at?: Place;
  readonly on: { readonly urn: string };
}

/**
 * A waiver for one object of a stack: by URN, or by kind, namespace and name. The name is the object's own; where
 * Pulumi makes that one, or it is an Output, it is the name of the resource.
 */
export type StackWaiver = TargetedWaiver | UrnWaiver | WaiverWithOn | UrnWaiverWithOn;

interface Aimed {
  readonly suppression: Suppression;
  readonly target: TargetedWaiver['target'] | UrnWaiver['target'];
}

/** The waivers of a stack: which of them hold for which object. Whether they hold at all is the engine's business. */
export class StackWaivers {
  private readonly aimed: readonly Aimed[];

  constructor(readonly all: readonly StackWaiver[]) {
    this.aimed = all.map(aimed);
  }

  /** All of them, for the judgement that tells which are unused. */
  get declared(): readonly Suppression[] {
    return this.aimed.map(({ suppression }) => suppression);
  }

  /** Those that hold for an object; while its namespace is not known, those of every namespace. */
  of(
    urn: string | undefined,
    manifest: PlainObject,
    registry: KindRegistry = builtinKinds,
  ): readonly Suppression[] {
    if (this.aimed.length === 0) return [];
    const ref = refOf(manifest, registry);
    const anywhere = isOpaque(objectAt(manifest, 'metadata')?.namespace);
    return this.aimed
      .filter(({ target }) => {
        if ('urn' in target) return target.urn === urn;
        const named = targetRef(target);
        if (named.kind !== ref.kind || printedName(named) !== printedName(ref)) return false;
        return anywhere || homeOf(named) === homeOf(ref);
      })
      .map(({ suppression }) => suppression);
  }
}

/** As the engine takes it: messages name the type and the name in the URN. */
function aimed(waiver: StackWaiver): Aimed {
  const { target, fields } = partsOf(waiver);
  if (!('urn' in target)) return { suppression: { ...fields, target }, target };
  const [types = '', name = target.urn] = target.urn.split('::').slice(2);
  return { suppression: { ...fields, target: { kind: types.split('$').pop() ?? types, name } }, target };
}

/** What a waiver is for, under whichever name it was given, and the rest of it. */
function partsOf(waiver: StackWaiver): Pick<Aimed, 'target'> & { readonly fields: Waiver } {
  if ('target' in waiver) {
    const { target, ...fields } = waiver;
    return { target, fields };
  }
  const { on: target, ...fields } = waiver;
  return { target, fields };
}
