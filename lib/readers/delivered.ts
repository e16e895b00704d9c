import type { Entry, ManifestSet } from '../core/manifest/manifest-set';
import { objectAt, objectsAt, type PlainObject, stringAt } from '../core/manifest/plain';
import type { ModelDraft } from '../model/cluster-model';
import type { RemoteKey, SecretOrigin } from '../model/delivered-secret';

/** What makes Secrets, by group and kind. */
const ORIGINS: Readonly<
  Record<string, (spec: PlainObject | undefined, ref: Entry['ref']) => SecretOrigin | undefined>
> = {
  'external-secrets.io/ExternalSecret': fromStore,
  'bitnami.com/SealedSecret': sealed,
  'secrets-store.csi.x-k8s.io/SecretProviderClass': mounted,
};

/** How often External Secrets reads where nothing is said. */
const REFRESH = '1h';

/**
 * Reads Secrets that something in the cluster makes of what is declared. What the model has no place for stays out as a whole where the
 * Secret would be another one: of a store of the whole cluster, under another name, or without a key by name.
 */
export function readDelivered(set: ManifestSet, model: ModelDraft): void {
  for (const { ref, manifest } of set.entries) {
    const { name, namespace, generateName } = ref;
    if (name === '' || generateName !== undefined) continue;
    const spec = objectAt(manifest, 'spec');
    const origin = ORIGINS[`${ref.group}/${ref.kind}`]?.(spec, ref);
    if (origin !== undefined) model.deliver({ name, namespace, type: typeIn(spec), origin });
  }
}

/** The type of the Secret, which both operators take from a template. */
function typeIn(spec: PlainObject | undefined): string {
  const template = objectAt(spec, 'template') ?? objectAt(objectAt(spec, 'target'), 'template');
  return stringAt(template, 'type') ?? 'Opaque';
}

function fromStore(spec: PlainObject | undefined, { name }: Entry['ref']): SecretOrigin | undefined {
  const reference = objectAt(spec, 'secretStoreRef');
  const store = stringAt(reference, 'name');
  const made = stringAt(objectAt(spec, 'target'), 'name') ?? name;
  const isCommon = (stringAt(reference, 'kind') ?? 'SecretStore') !== 'SecretStore';
  const keys: Record<string, RemoteKey> = {};
  for (const entry of objectsAt(spec, 'data')) {
    const secretKey = stringAt(entry, 'secretKey');
    const remote = objectAt(entry, 'remoteRef');
    const key = stringAt(remote, 'key');
    if (secretKey === undefined || key === undefined || secretKey === '__proto__') return undefined;
    const [property, version] = [stringAt(remote, 'property'), stringAt(remote, 'version')];
    keys[secretKey] = {
      key,
      ...(property === undefined ? {} : { property }),
      ...(version === undefined ? {} : { version }),
    };
  }
  if (store === undefined || isCommon || made !== name || Object.keys(keys).length === 0) return undefined;
  return { by: 'store', store, keys, refresh: stringAt(spec, 'refreshInterval') ?? REFRESH };
}

function sealed(spec: PlainObject | undefined, { name }: Entry['ref']): SecretOrigin | undefined {
  const made = stringAt(objectAt(objectAt(spec, 'template'), 'metadata'), 'name');
  const values = texts(objectAt(spec, 'encryptedData'));
  return values === undefined || (made !== undefined && made !== name) ? undefined : { by: 'sealed', values };
}

function mounted(spec: PlainObject | undefined): SecretOrigin | undefined {
  const provider = stringAt(spec, 'provider');
  const parameters = texts(objectAt(spec, 'parameters') ?? {});
  return provider === undefined || parameters === undefined
    ? undefined
    : { by: 'mount', provider, parameters };
}

/** An object of texts; undefined where it is none, or something in it is no text. */
function texts(object: PlainObject | undefined): Record<string, string> | undefined {
  const entries = Object.entries(object ?? {});
  const found = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return object === undefined || found.length < entries.length ? undefined : Object.fromEntries(found);
}
