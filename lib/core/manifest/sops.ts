import { clone, isPlain, objectAt, objectsAt, type PlainObject, stringAt } from './plain';

/** What SOPS writes for a value: ciphertext, nonce and tag in base64, and the type of the value. Source: SOPS, aes/cipher.go. */
const ENCRYPTED =
  /^ENC\[AES256_GCM,data:[A-Za-z0-9+/]*={0,2},iv:[A-Za-z0-9+/]{16,}={0,2},tag:[A-Za-z0-9+/]{22}==,type:(?:str|bytes|int|float|bool|comment)\]$/;

/** Where SOPS keeps who can decrypt. Source: SOPS, stores.Metadata. */
const RECIPIENTS = ['kms', 'gcp_kms', 'azure_kv', 'hc_vault', 'age', 'pgp', 'hckms', 'key_groups'];

/** Where a Secret has its values. */
const VALUES = ['data', 'stringData'] as const;

/** What stands for a value that only its receiver can read: text in base64, and text, of an object of JSON. */
const STAND_INS = { data: 'e30=', stringData: '{}' } as const;

/** Whether a value is what SOPS makes of one. */
export function isEncrypted(value: unknown): boolean {
  return typeof value === 'string' && ENCRYPTED.test(value);
}

/** The keys of a Secret with their values, by the path of each. */
export function valuesOf(secret: PlainObject): { path: string; key: string; value: unknown }[] {
  return VALUES.flatMap((field) =>
    Object.entries(objectAt(secret, field) ?? {}).map(([key, value]) => ({
      path: `${field}["${key}"]`,
      key,
      value,
    })),
  );
}

/** What is wrong with the metadata of SOPS in a document, as what is needed. */
export function sopsProblems(document: PlainObject): { path: string; needs: string }[] {
  const sops = objectAt(document, 'sops');
  if (sops === undefined) return [{ path: 'sops', needs: 'the metadata that SOPS writes' }];
  const receivers = RECIPIENTS.some((field) => objectsAt(sops, field).length > 0);
  return [
    ...(isEncrypted(sops.mac) ? [] : [{ path: 'sops.mac', needs: 'the MAC of SOPS' }]),
    ...(receivers ? [] : [{ path: 'sops', needs: `who can decrypt it: one of ${RECIPIENTS.join(', ')}` }]),
  ];
}

/**
 * A Secret that SOPS has encrypted, as the API server will get it: without the metadata of SOPS, and with something in place of
 * each encrypted value. Other objects stay as they are: of them nobody could say what they will be.
 */
export function asDecrypted(manifest: PlainObject): PlainObject {
  if (stringAt(manifest, 'kind') !== 'Secret' || stringAt(manifest, 'apiVersion') !== 'v1') return manifest;
  if (!isPlain(manifest.sops) || sopsProblems(manifest).length > 0) return manifest;
  const { sops: _, ...rest } = manifest;
  const decrypted = clone(rest);
  for (const field of VALUES) {
    const values = objectAt(decrypted, field) ?? {};
    for (const [key, value] of Object.entries(values)) if (isEncrypted(value)) values[key] = STAND_INS[field];
  }
  return decrypted;
}
