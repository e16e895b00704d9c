import configuration from './configuration.json';
import { isPlain, listAt, objectAt, type PlainObject, stringAt } from './plain';
import { CONTAINER_LISTS } from './pod';
import { groupOf } from './registry';

/** What a document is that is beside manifests and is none. */
export interface NoManifest {
  /** Such as `a kustomization`. */
  readonly what: string;
  /** Whether a program is known that reads the file under its name, or this kind of document. */
  readonly known: boolean;
}

const NAMES = new Map(Object.entries(configuration.names));
const FOLDERS = Object.entries(configuration.folders);
const GROUPS = new Map(Object.entries(configuration.groups));

/**
 * What a document is, where it is recognisably no manifest: values of a chart, a kustomization, a workflow, a patch. The
 * content decides: whatever names a kind and a version of an API, or looks like an object that lost one of them, is a
 * manifest under any name of its file. The name of the file decides only what the content leaves open.
 * @returns undefined where it is a manifest, or looks like one
 */
export function noManifest(value: unknown, file: string): NoManifest | undefined {
  const byName = whatFile(file);
  const byGroup = whatDocument(value);
  if (byGroup !== undefined) return { what: byGroup, known: true };
  if (Array.isArray(value)) {
    if (value.some((item) => isHeaded(item) || isObjectLike(item))) return undefined;
    return isJsonPatch(value) ? { what: 'a JSON patch', known: true } : plainly(byName, 'a list');
  }
  if (!isPlain(value)) return plainly(byName, 'no object');
  if (isHeaded(value) || isObjectLike(value) || holdsObjects(value)) return undefined;
  const half = 'kind' in value || 'apiVersion' in value;
  return half && byName === undefined ? undefined : plainly(byName, 'no apiVersion and no kind');
}

function plainly(byName: string | undefined, otherwise: string): NoManifest {
  return { what: byName ?? otherwise, known: byName !== undefined };
}

/** What a file is by its name, or by the folder that it is in. */
function whatFile(file: string): string | undefined {
  const steps = file.split(/[\\/]/);
  const name = steps.pop() ?? '';
  const inFolder = FOLDERS.find(([folder]) => steps.includes(folder))?.[1];
  // `values`, `values.yaml`, `values-prod.yaml` and `values.prod.yaml`, not `valuesets.yaml`.
  const stem = /^\.?[^.]*/.exec(name)?.[0] ?? '';
  return (
    inFolder ??
    NAMES.get(stem) ??
    NAMES.get(stem.replace(/-[^-]*$/, '')) ??
    NAMES.get(stem.replace(/-.*$/, ''))
  );
}

/** What a document is that has kind and apiVersion, and belongs to a program on somebody's machine, not to a cluster. */
function whatDocument(value: unknown): string | undefined {
  if (!isPlain(value) || !isHeaded(value)) return undefined;
  const apiVersion = stringAt(value, 'apiVersion') ?? '';
  const kubeconfig = apiVersion === 'v1' && value.kind === 'Config' ? 'a kubeconfig' : undefined;
  const what = kubeconfig ?? GROUPS.get(groupOf(apiVersion)) ?? GROUPS.get(apiVersion);
  return what !== undefined && !holdsContainers(value) && !holdsObjects(value) ? what : undefined;
}

function isHeaded(value: unknown): boolean {
  return (
    isPlain(value) && (stringAt(value, 'apiVersion') ?? '') !== '' && (stringAt(value, 'kind') ?? '') !== ''
  );
}

/** An object that lost its head: nobody writes these two together for something else. */
function isObjectLike(value: unknown): boolean {
  return isPlain(value) && objectAt(value, 'metadata') !== undefined && objectAt(value, 'spec') !== undefined;
}

/** What has items is a list of objects to kubectl, whatever kind it says. */
function holdsObjects(value: PlainObject): boolean {
  return listAt(value, 'items').some((item) => isHeaded(item) || isObjectLike(item));
}

function isJsonPatch(list: readonly unknown[]): boolean {
  return (
    list.length > 0 &&
    list.every((item) => isPlain(item) && typeof item.op === 'string' && typeof item.path === 'string')
  );
}

/** Whether containers with an image are anywhere in a document. */
function holdsContainers(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsContainers);
  if (!isPlain(value)) return false;
  return (
    CONTAINER_LISTS.some((list) => listAt(value, list).some(hasImage)) ||
    Object.values(value).some(holdsContainers)
  );
}

function hasImage(container: unknown): boolean {
  return isPlain(container) && container.image !== undefined;
}
