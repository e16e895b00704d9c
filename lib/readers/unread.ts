import { formatRef, identityKey, isNamed, type ObjectRef } from '../core/manifest/identity';

/** Something in a manifest that the model does not hold. */
export interface Unread {
  /** The object. */
  readonly object: ObjectRef;
  /** Where in it, such as `spec.template.spec.volumes[data]`; empty for the whole object. */
  readonly path: string;
  /** What is there. */
  readonly found: unknown;
  /** Why it is not in the model. */
  readonly why: string;
}

/** Collects what could not be read. */
export class UnreadList {
  readonly all: Unread[] = [];
  private readonly known = new Set<string>();

  add(object: ObjectRef, path: string, found: unknown, why: string): void {
    const key = `${identityKey(object)}|${path}|${why}`;
    if (isNamed(object) && this.known.has(key)) return;
    this.known.add(key);
    this.all.push({ object, path, found, why });
  }
}

/** `Deployment shop/web, spec.template.spec.volumes[data]: a volume of this type has no place in the model`. */
export function unreadText({ object, path, why }: Unread): string {
  return `${formatRef(object)}${path === '' ? '' : `, ${path}`}: ${why}`;
}
