import { isPlain, type PlainObject, put } from '../core/manifest/plain';

/** What may be the name of an object, or a part of an address that holds one. */
const WORD = /[a-z0-9](?:[-a-z0-9]*[a-z0-9])?/g;

/**
 * Names of objects that Pulumi made up, and the names of their resources. Nobody can write the former down, so controls
 * and waivers go by the latter: in the object itself, and wherever another object names it.
 */
export class MadeUpNames {
  private readonly names = new Map<string, string>();

  /** Records a name that was made up for a resource. */
  learn(madeUp: string, resource: string): void {
    if (madeUp !== resource && madeUp !== '') this.names.set(madeUp, resource);
  }

  /** The object with the names of resources in it; the object itself where there is nothing to replace. */
  replacedIn(manifest: PlainObject): PlainObject {
    if (this.names.size === 0) return manifest;
    const replaced = this.replaced(manifest);
    return isPlain(replaced) ? replaced : manifest;
  }

  private replaced(value: unknown): unknown {
    if (typeof value === 'string') return this.inText(value);
    if (Array.isArray(value)) {
      const items = value.map((item: unknown) => this.replaced(item));
      return items.some((item, index) => item !== value[index]) ? items : value;
    }
    if (!isPlain(value)) return value;
    let changed = false;
    const copy: PlainObject = {};
    for (const [key, item] of Object.entries(value)) {
      const replaced = this.replaced(item);
      changed ||= replaced !== item;
      put(copy, key, replaced);
    }
    return changed ? copy : value;
  }

  private inText(text: string): string {
    return this.names.get(text) ?? text.replace(WORD, (word) => this.names.get(word) ?? word);
  }
}
