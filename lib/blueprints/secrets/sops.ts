import { dataKeyProblems, objectNameProblems } from '../../core/manifest/names';
import { clone, isPlain, objectAt, type PlainObject, stringAt } from '../../core/manifest/plain';
import { isEncrypted, sopsProblems, valuesOf } from '../../core/manifest/sops';
import type { Problems } from '../problems';

const ENCRYPT =
  "sops --encrypt --encrypted-regex '^(data|stringData)$' --output-type json db.yaml > db.sops.json";
/** What a Secret has beside what it holds. */
const KNOWN = ['apiVersion', 'kind', 'metadata', 'type', 'immutable', 'data', 'stringData', 'sops'];

/** Says what is wrong with a document that SOPS should have encrypted. A value that is not encrypted is never told. */
export function checkSops(document: unknown, problems: Problems): void {
  if (!isPlain(document)) {
    problems.add('document', 'no object', 'a Secret that SOPS has encrypted, as an object', ENCRYPT);
    return;
  }
  const { apiVersion, kind } = document;
  if (apiVersion !== 'v1' || kind !== 'Secret')
    problems.add(
      'kind',
      kind,
      'a Secret of the API v1; nothing else may be hidden from what judges it',
      ENCRYPT,
    );
  const metadata = objectAt(document, 'metadata');
  const [name, namespace] = [stringAt(metadata ?? {}, 'name'), stringAt(metadata ?? {}, 'namespace')];
  const plain = 'in plain text: the values alone are encrypted';
  if (name === undefined || isEncrypted(name))
    problems.add('metadata.name', name, `the name of the Secret, ${plain}`, ENCRYPT);
  else problems.addAll('metadata.name', name, objectNameProblems('Secret', name), 'choose another name');
  if (namespace === undefined || isEncrypted(namespace))
    problems.add(
      'metadata.namespace',
      namespace,
      `the namespace of the Secret, ${plain}`,
      `namespace: 'shop'`,
    );
  if (document.type !== undefined && (typeof document.type !== 'string' || isEncrypted(document.type)))
    problems.add('type', document.type, `the type of the Secret, ${plain}`, ENCRYPT);
  for (const field of Object.keys(document))
    if (!KNOWN.includes(field)) problems.add(field, field, `one of ${KNOWN.join(', ')}`, 'remove it');
  for (const { path, needs } of sopsProblems(document)) problems.add(path, 'nothing', needs, ENCRYPT);
  checkValues(document, problems);
}

function checkValues(document: PlainObject, problems: Problems): void {
  const values = valuesOf(document);
  if (values.length === 0) problems.add('stringData', 'nothing', 'at least one key', ENCRYPT);
  for (const { path, key, value } of values) {
    problems.addAll(path, key, dataKeyProblems(key), 'choose another key');
    if (isEncrypted(value)) continue;
    const needs = 'what SOPS made of the value; a value that is not encrypted has no place in code';
    problems.add(path, 'a value, which is not shown', needs, ENCRYPT);
  }
}

/** The keys of a document that SOPS has encrypted, each once. */
export function keysOfSops(document: PlainObject): string[] {
  return [...new Set(valuesOf(document).map(({ key }) => key))];
}

/** What each key holds, encrypted: it changes when the value is encrypted again. */
export function partsOfSops(document: PlainObject): (readonly [string, string, unknown])[] {
  return valuesOf(document).map(({ key, path, value }) => [key, path, value] as const);
}

/** The namespace of a document. */
export function namespaceOfSops(document: PlainObject): string | undefined {
  return stringAt(objectAt(document, 'metadata') ?? {}, 'namespace');
}

/** A copy that nobody can change. */
export function frozenDocument(document: PlainObject): PlainObject {
  return Object.freeze(clone(document));
}
