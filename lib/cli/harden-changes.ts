import { type Engine, engineOfOne } from '../core/engine/engine';
import { harden, hardenDraft } from '../core/engine/harden';
import { canonical } from '../core/manifest/canonical';
import { refOf } from '../core/manifest/identity';
import { clone, type PlainObject } from '../core/manifest/plain';

/** A hardened object, and the controls that changed something in it. */
export interface Hardened {
  readonly manifest: PlainObject;
  /** Ids in the order in which the controls ran. */
  readonly controls: readonly string[];
}

/** Hardens the objects of others (repair mode) and tells which control changed each of them. */
export class Hardener {
  private readonly single = new Map<string, Engine>();

  constructor(readonly engine: Engine) {}

  /** The object hardened; the given one is not touched. */
  harden(manifest: PlainObject): Hardened {
    return { manifest: harden(manifest, this.engine, { repair: true }), controls: this.changing(manifest) };
  }

  /** Runs the controls one after another, each in an engine of its own, in the engine's order; form is no change. */
  private changing(manifest: PlainObject): string[] {
    const draft = clone(manifest);
    const ref = refOf(draft, this.engine.registry);
    const changing: string[] = [];
    let before = this.textOf(draft);
    for (const { control } of [...this.engine.pod, ...this.engine.objectControls(ref)]) {
      if (control.apply === undefined) continue;
      hardenDraft(draft, this.engineFor(control.id), { repair: true });
      const after = this.textOf(draft);
      if (after !== before) changing.push(control.id);
      before = after;
    }
    return changing;
  }

  private textOf(draft: PlainObject): string {
    return JSON.stringify(canonical(draft, this.engine.registry));
  }

  private engineFor(id: string): Engine {
    const known = this.single.get(id);
    if (known !== undefined) return known;
    const made = engineOfOne(this.engine, id);
    this.single.set(id, made);
    return made;
  }
}
