import { isListKind, listContent, typedItem } from '../manifest/lists';
import { append, isAbsent, isPlain, listAt, objectAt, type PlainObject, textOf } from '../manifest/plain';
import { readYaml } from './read';
import { type YamlDocument, type YamlProblem, type YamlReading, yamlProblem } from './types';

/** What every Kubernetes object starts with. */
export type ManifestHead = PlainObject & { apiVersion: string; kind: string };

/** A document that is a Kubernetes object (or a List of them). */
export type ManifestDocument = YamlDocument<ManifestHead>;

type Path = readonly (string | number)[];

/** A field whose type is wrong, before it has a file and a line. */
interface Wrong {
  readonly path: Path;
  readonly found: string;
  readonly needs: string;
}

/**
 * Reads Kubernetes objects as {@link readYaml} reads documents. Each must be a map with the strings apiVersion and
 * kind, metadata that is a map, and strings where the API has strings only and YAML easily makes something else:
 * labels, annotations, selectors, node selectors, the values of environment variables, the data of ConfigMaps and
 * Secrets. The items of a List are held to the same. A document with a problem is left out.
 */
export function readManifests(text: string, file = ''): YamlReading<ManifestDocument> {
  return manifestsOf(readYaml(text, file));
}

/** The same of documents that were read already. */
export function manifestsOf<Document extends YamlDocument>({
  documents,
  problems: unreadable,
}: YamlReading<Document>): YamlReading<Document & ManifestDocument> {
  const problems = [...unreadable];
  const manifests: (Document & ManifestDocument)[] = [];
  for (const document of documents) {
    const wrong = checkManifest(document);
    if (isManifest(document) && wrong.length === 0) manifests.push(document);
    append(problems, wrong);
  }
  problems.sort((left, right) => left.document - right.document || left.line - right.line);
  return { documents: manifests, problems };
}

function isManifest<Document extends YamlDocument>(
  document: Document,
): document is Document & ManifestDocument {
  const { value } = document;
  return isPlain(value) && typeof value['apiVersion'] === 'string' && typeof value['kind'] === 'string';
}

/** What keeps a document from being a Kubernetes object, with the lines of the fields. */
export function checkManifest(document: YamlDocument): YamlProblem[] {
  const wrong: Wrong[] = [];
  checkObject(document.value, [], wrong);
  return wrong.map(({ path, found, needs }) => {
    const written = document.writtenAt(path);
    const line = lineOfNearest(document, path);
    const where = path.length === 0 ? '' : `${fieldPath(path)}: `;
    const shown = written === undefined || !found.endsWith(')') ? found : foundAs(found, written);
    return yamlProblem({
      file: document.file,
      document: document.index,
      line,
      found: `${where}${shown}`,
      needs,
    });
  });
}

function foundAs(found: string, written: string): string {
  const short = written.length > 60 ? `${written.slice(0, 57)}...` : written;
  return `${found.slice(0, -1)}, written ${short})`;
}

function lineOfNearest(document: YamlDocument, path: Path): number {
  for (let length = path.length; length > 0; length -= 1) {
    const line = document.lineOf(path.slice(0, length));
    if (line !== undefined) return line;
  }
  return document.line;
}

function fieldPath(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (/^[A-Za-z0-9_-]+$/.test(step)) text += text === '' ? step : `.${step}`;
    else text += `[${JSON.stringify(step)}]`;
  }
  return text;
}

/** A value with its type in brackets: `true (boolean)`. */
function described(value: unknown): string {
  if (Array.isArray(value)) return 'a list (list)';
  if (isPlain(value)) return 'a map (map)';
  if (typeof value === 'bigint') return `${value} (number)`;
  return `${JSON.stringify(value)} (${value === null ? 'null' : typeof value})`;
}

/** How a message names what it found. */
type Described = (value: unknown) => string;

/** What a Secret holds is in no message: those end in logs. */
function unshown(value: unknown): string {
  return Array.isArray(value) || isPlain(value) ? described(value) : `a ${typeof value} that is not shown`;
}

function checkObject(value: unknown, path: Path, wrong: Wrong[]): void {
  if (!isPlain(value)) {
    wrong.push({
      path,
      found: described(value),
      needs: 'a Kubernetes object: a map with apiVersion and kind',
    });
    return;
  }
  checkName(value, 'apiVersion', 'a string such as apps/v1', path, wrong);
  checkName(value, 'kind', 'a string such as Deployment', path, wrong);
  checkMetadata(value, path, wrong);
  if (lacksItems(value, path)) wrong.push({ path: [...path, 'items'], found: 'no items', needs: 'a list' });
  else if (value['items'] === undefined || !checkItems(value, path, wrong)) checkFields(value, path, wrong);
}

/** Whether an object is a list by its kind that kubectl would take for an object. */
function lacksItems(value: PlainObject, path: Path): boolean {
  const { items } = value;
  const isObject = items === undefined || (items === null && path.length > 0);
  return isObject && listContent(value) !== undefined;
}

/** Checks what is under `items`; false where the object is to be read as no list. */
function checkItems(value: PlainObject, path: Path, wrong: Wrong[]): boolean {
  const { items } = value;
  const at = [...path, 'items'];
  const nested = path.length > 0;
  if (nested && !Array.isArray(items)) return false;
  const kind = textOf(value['kind']);
  if (nested) {
    wrong.push({
      path: at,
      found: 'a list within a list',
      needs: 'its items in the outer list: kubectl refuses it',
    });
  } else if (!isListKind(kind)) {
    const needs =
      'a kind that ends with List, or no items: kubectl applies the items and nothing else of the object';
    wrong.push({ path: at, found: `items in an object of kind ${kind}`, needs });
  } else if (Array.isArray(items)) {
    const content = listContent(value);
    for (const [index, item] of (content?.items ?? []).entries()) {
      const typed = content !== undefined && isPlain(item) ? typedItem(item, content) : item;
      checkObject(typed, [...at, index], wrong);
    }
  } else if (items !== null) wrong.push({ path: at, found: described(items), needs: 'a list' });
  return true;
}

function checkName(owner: PlainObject, key: string, needs: string, path: Path, wrong: Wrong[]): void {
  const value = owner[key];
  if (typeof value === 'string' && value !== '') return;
  const found = isAbsent(value) || value === '' ? `no ${key}` : described(value);
  wrong.push({ path: [...path, key], found, needs });
}

function checkMetadata(owner: PlainObject, path: Path, wrong: Wrong[]): void {
  const at = [...path, 'metadata'];
  const metadata = owner['metadata'];
  if (isAbsent(metadata)) return;
  if (!isPlain(metadata)) {
    wrong.push({ path: at, found: described(metadata), needs: 'a map' });
    return;
  }
  for (const key of ['name', 'namespace', 'generateName']) checkString(metadata, key, at, wrong);
  for (const key of ['labels', 'annotations']) checkStrings(metadata, key, at, wrong);
}

function checkString(
  owner: PlainObject,
  key: string,
  path: Path,
  wrong: Wrong[],
  shown: Described = described,
): void {
  const value = owner[key];
  if (isAbsent(value) || typeof value === 'string') return;
  const scalar = typeof value === 'boolean' || typeof value === 'number' || typeof value === 'bigint';
  wrong.push({
    path: [...path, key],
    found: shown(value),
    needs: scalar ? 'a string (quote it)' : 'a string',
  });
}

function checkStrings(
  owner: PlainObject,
  key: string,
  path: Path,
  wrong: Wrong[],
  shown: Described = described,
): void {
  const map = owner[key];
  if (isAbsent(map)) return;
  const at = [...path, key];
  if (!isPlain(map)) wrong.push({ path: at, found: shown(map), needs: 'a map of strings' });
  else for (const name of Object.keys(map)) checkString(map, name, at, wrong, shown);
}

/** Kinds of the core group whose data are strings. */
const DATA: Readonly<Record<string, readonly string[]>> = {
  ConfigMap: ['data', 'binaryData'],
  Secret: ['data', 'stringData'],
};

/** API groups whose workloads carry pods; other groups have pods of their own making, or none. */
const WORKLOADS = /^(?:v1|apps\/[^/]+|batch\/[^/]+)$/;
const CONTAINERS = ['initContainers', 'containers', 'ephemeralContainers'];

function checkFields(value: PlainObject, path: Path, wrong: Wrong[]): void {
  const { apiVersion, kind } = value;
  if (apiVersion === 'v1' && typeof kind === 'string' && Object.hasOwn(DATA, kind)) {
    const shown = kind === 'Secret' ? unshown : described;
    for (const key of DATA[kind] ?? []) checkStrings(value, key, path, wrong, shown);
  }
  if (typeof apiVersion === 'string' && WORKLOADS.test(apiVersion)) checkWorkload(value, path, wrong);
}

function checkWorkload(value: PlainObject, path: Path, wrong: Wrong[]): void {
  const kind = value['kind'];
  if (kind === 'Pod') checkPod(value, path, wrong);
  else if (kind === 'PodTemplate') checkTemplate(objectAt(value, 'template'), [...path, 'template'], wrong);
  else if (kind === 'CronJob') {
    const job = objectAt(objectAt(value, 'spec'), 'jobTemplate');
    const at = [...path, 'spec', 'jobTemplate', 'spec', 'template'];
    checkTemplate(objectAt(objectAt(job, 'spec'), 'template'), at, wrong);
  } else {
    const spec = objectAt(value, 'spec');
    const selector = objectAt(spec, 'selector');
    if (selector !== undefined && WITH_MATCH_LABELS.has(textOf(kind))) {
      checkStrings(selector, 'matchLabels', [...path, 'spec', 'selector'], wrong);
    } else if (spec !== undefined && kind === 'Service')
      checkStrings(spec, 'selector', [...path, 'spec'], wrong);
    checkTemplate(objectAt(spec, 'template'), [...path, 'spec', 'template'], wrong);
  }
}

const WITH_MATCH_LABELS = new Set(['Deployment', 'DaemonSet', 'StatefulSet', 'ReplicaSet', 'Job']);

function checkTemplate(template: PlainObject | undefined, path: Path, wrong: Wrong[]): void {
  if (template === undefined) return;
  checkMetadata(template, path, wrong);
  checkPod(template, path, wrong);
}

function checkPod(owner: PlainObject, path: Path, wrong: Wrong[]): void {
  const spec = objectAt(owner, 'spec');
  if (spec === undefined) return;
  const at = [...path, 'spec'];
  checkStrings(spec, 'nodeSelector', at, wrong);
  for (const list of CONTAINERS) {
    listAt(spec, list).forEach((container, index) => {
      if (isPlain(container)) checkEnvironment(container, [...at, list, index], wrong);
    });
  }
}

function checkEnvironment(container: PlainObject, path: Path, wrong: Wrong[]): void {
  listAt(container, 'env').forEach((entry, index) => {
    if (!isPlain(entry)) return;
    checkString(entry, 'name', [...path, 'env', index], wrong);
    checkString(entry, 'value', [...path, 'env', index], wrong);
  });
}
