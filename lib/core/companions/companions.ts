import { DEFAULT_NAMESPACE, homeOf, refOf } from '../manifest/identity';
import { flattenList } from '../manifest/lists';
import type { PlainObject } from '../manifest/plain';
import { builtinKinds, isNamesake, type KindRegistry } from '../manifest/registry';
import { type Grant, GrantIndex } from './grants';

export type { Grant } from './grants';

/** What is beside an object that is hardened, as far as it is known. */
export interface Beside {
  /**
   * What gives rights to a ServiceAccount, or to any account of a namespace where it is undefined. Where the namespace
   * is not written, bindings of any that name the account.
   */
  grantsOf(namespace: string | undefined, account: string | undefined): readonly Grant[];
  /** The object of a kind by its name, where it is one of the {@link COMPANION_KINDS}. */
  find(kind: string, namespace: string | undefined, name: string): PlainObject | undefined;
  /** The objects of a kind in a namespace, where it is one of the {@link COMPANION_KINDS}. */
  ofKind(kind: string, namespace: string | undefined): readonly PlainObject[];
}

/** Kinds that hardening asks about. Objects of other kinds need not be told. */
export const COMPANION_KINDS: ReadonlySet<string> = new Set([
  'ClusterRoleBinding',
  'PersistentVolumeClaim',
  'PriorityClass',
  'ResourceQuota',
  'RoleBinding',
  'RuntimeClass',
  'ServiceAccount',
]);

/** Objects of a set by what hardening asks about them: read once, and not before the first question. */
export class Companions implements Beside {
  private waiting: PlainObject[];
  private readonly grants = new GrantIndex();
  private readonly byName = new Map<string, PlainObject>();
  private readonly byNamespace = new Map<string, PlainObject[]>();

  /** @param manifests the set, with the object itself or without */
  constructor(
    manifests: Iterable<PlainObject> = [],
    private readonly registry: KindRegistry = builtinKinds,
  ) {
    this.waiting = [...manifests];
  }

  /** Takes one object more, for sets that become known little by little. */
  add(manifest: PlainObject): void {
    this.waiting.push(manifest);
  }

  grantsOf(namespace: string | undefined, account: string | undefined): readonly Grant[] {
    this.read();
    return this.grants.of(namespace, account);
  }

  find(kind: string, namespace: string | undefined, name: string): PlainObject | undefined {
    this.read();
    return this.byName.get(`${kind}|${namespace ?? DEFAULT_NAMESPACE}|${name}`);
  }

  ofKind(kind: string, namespace: string | undefined): readonly PlainObject[] {
    this.read();
    return this.byNamespace.get(`${kind}|${namespace ?? DEFAULT_NAMESPACE}`) ?? [];
  }

  private read(): void {
    if (this.waiting.length === 0) return;
    const found = this.waiting.flatMap((manifest) => flattenList(manifest, this.registry));
    this.waiting = [];
    for (const manifest of found) this.index(manifest);
  }

  private index(manifest: PlainObject): void {
    const { kind } = manifest;
    if (typeof kind !== 'string' || !COMPANION_KINDS.has(kind)) return;
    const ref = refOf(manifest, this.registry);
    if (isNamesake(ref.group, kind)) return;
    if (kind.endsWith('RoleBinding')) this.grants.add(manifest, ref);
    const group = `${kind}|${homeOf(ref)}`;
    const name = `${group}|${ref.name}`;
    if (!this.byName.has(name)) this.byName.set(name, manifest);
    const list = this.byNamespace.get(group);
    if (list === undefined) this.byNamespace.set(group, [manifest]);
    else list.push(manifest);
  }
}

/** Nothing is known about what is beside an object. */
export const NOTHING_BESIDE: Beside = Object.freeze({
  grantsOf: () => [],
  find: () => undefined,
  ofKind: () => [],
});
