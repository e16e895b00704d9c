import { log } from '@pulumi/pulumi';
import { type Beside, Companions } from '../../core/companions/companions';
import { tokenReason } from '../../core/controls/facts/api-token';
import { decisionTexts } from '../../core/engine/decision-text';
import type { Account, Decision } from '../../core/engine/decisions';
import type { FieldChange, ObjectChanges } from '../../core/engine/field-changes';
import { formatRef, identityKey, type ObjectRef, refOf } from '../../core/manifest/identity';
import { flattenList } from '../../core/manifest/lists';
import type { PlainObject } from '../../core/manifest/plain';
import type { KindRegistry } from '../../core/manifest/registry';
import { diagnosed, type FindingLevel } from '../diagnostics';

const TOKEN = 'automountServiceAccountToken';

/** An object of a program, as it is known at its end. */
export interface Known {
  readonly urn: string;
  readonly manifest: PlainObject;
}

/** What was written into an object, by the paths of the fields. */
interface Written {
  readonly object: ObjectRef;
  readonly fields: Map<string, FieldChange>;
}

/**
 * What hardening a program tells beside findings: what should be checked, as warnings on the resource. A program becomes
 * known resource by resource, so what was decided too early is told at its end.
 */
export class Advice {
  private readonly companions: Companions;
  private readonly told = new Set<string>();
  /** Resources that hardening took the API token from. */
  private readonly tokenless = new Set<string>();

  private readonly taken = new Map<string, Decision[]>();
  /** What was written, by the resource, the object in it and the field. */
  private readonly written = new Map<string, Map<string, Written>>();

  /** @param silent whether someone else tells what is taken note of here */
  constructor(
    private readonly registry: KindRegistry,
    private readonly silent: boolean,
  ) {
    this.companions = new Companions([], registry);
  }

  /** What is known of the program so far. */
  get beside(): Beside {
    return this.companions;
  }

  /** What of each resource should be checked, by its URN. */
  get decisions(): ReadonlyMap<string, readonly Decision[]> {
    return this.taken;
  }

  /** What was written into the objects of a resource, by its URN. */
  changesOf(urn: string): readonly ObjectChanges[] {
    const objects = this.written.get(urn)?.values() ?? [];
    return [...objects].map(({ object, fields }) => ({ object, changes: [...fields.values()] }));
  }

  /** Records an object, no matter who made it. */
  know(manifest: PlainObject): void {
    this.companions.add(manifest);
  }

  /** Tells what of a resource should be checked, each thing once. */
  tell(urn: string, account: Account): void {
    const { decisions } = account;
    this.noteChanges(urn, account);
    if (decisions.some(({ action, path }) => action === 'wrote' && path.endsWith(TOKEN)))
      this.tokenless.add(urn);
    this.note(urn, decisions);
    if (this.silent) return;
    const fresh = decisionTexts(decisions).filter((text) => !this.told.has(`${urn}|${text}`));
    for (const text of fresh) this.told.add(`${urn}|${text}`);
    if (fresh.length > 0) log.warn(fresh.join('\n'), diagnosed(urn)).catch(() => undefined);
  }

  /** Of a field that was written several times, as parts of its resource came to be known, what was written last. */
  noteChanges(urn: string, { object, changes }: ObjectChanges): void {
    if (!this.silent || changes.length === 0) return;
    const objects = this.written.get(urn) ?? new Map<string, Written>();
    this.written.set(urn, objects);
    const key = identityKey(object);
    const known = objects.get(key) ?? { object, fields: new Map<string, FieldChange>() };
    objects.set(key, known);
    for (const change of changes) known.fields.set(change.path, change);
  }

  /** A resource whose parts come to be known by and by is hardened several times. */
  private note(urn: string, decisions: readonly Decision[]): void {
    const known = this.taken.get(urn) ?? [];
    const keys = new Set(known.map(keyOf));
    this.taken.set(urn, [...known, ...decisions.filter((decision) => !keys.has(keyOf(decision)))]);
  }

  /** Tells which resources need the token that was taken from them, by bindings that came after them. */
  refute(all: readonly Known[], level: FindingLevel): void {
    for (const { urn, text } of this.refuted(all)) {
      const said = level === 'error' ? log.error(text, diagnosed(urn)) : log.warn(text, diagnosed(urn));
      said.catch(() => undefined);
    }
  }

  /** The same, told to anyone who asks. */
  refuted(all: readonly Known[]): readonly { readonly urn: string; readonly text: string }[] {
    if (this.tokenless.size === 0) return [];
    const found: { urn: string; text: string }[] = [];
    const beside = new Companions(
      all.map(({ manifest }) => manifest),
      this.registry,
    );
    for (const { urn, manifest } of all) {
      if (!this.tokenless.has(urn)) continue;
      for (const object of flattenList(manifest, this.registry)) {
        const reason = tokenReason(object, { beside }, this.registry);
        if (reason === undefined) continue;
        const text = `${formatRef(refOf(object, this.registry))}: hardening wrote ${TOKEN}: false before it knew that ${reason}. Fix: make the binding before the resource, or say ${TOKEN} yourself`;
        found.push({ urn, text });
      }
    }
    return found;
  }
}

function keyOf({ control, path, action, container = '', reason }: Decision): string {
  return JSON.stringify([control, path, action, container, reason]);
}
