import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listAt, objectAt, objectsAt, type PlainObject, stringAt } from '../../lib/core/manifest/plain';
import { type Digests, type Example, type ExampleName, synthesize } from './examples';
import type { Image } from './oci';
import type { Registry } from './registry';
import { objectsInFolder } from './yaml';

/** An example whose images are stand-ins in the local registry. */
export interface Staged extends Example {
  /** Images that the example itself pins by a digest, which nobody can build: exchanged in its files. */
  readonly exchanged: readonly string[];
}

const PROBE_FIELDS = ['startupProbe', 'readinessProbe', 'livenessProbe'] as const;

const PROBES = { grpc: 'grpc', httpGet: 'http', tcpSocket: 'tcp' } as const;

/** The containers of a workload that run on, and those that end. */
export function containersOf(workload: PlainObject): { main: PlainObject[]; init: PlainObject[] } {
  const pod = podOf(workload);
  return { main: objectsAt(pod, 'containers'), init: objectsAt(pod, 'initContainers') };
}

/** The pod of a workload's template, which a CronJob has in that of its Jobs. */
export function podOf(workload: PlainObject): PlainObject {
  const spec = objectAt(workload, 'spec');
  const owner = objectAt(objectAt(spec, 'jobTemplate'), 'spec') ?? spec;
  return objectAt(objectAt(owner, 'template'), 'spec') ?? {};
}

/** Kinds whose pods run on. */
const RUNNING_ON: readonly unknown[] = ['Deployment', 'StatefulSet', 'DaemonSet'];

/** Kinds whose pods end. */
const ENDING: readonly unknown[] = ['Job', 'CronJob'];

/** The workloads of an example whose pods run on. */
export function workloadsOf({ objects }: Pick<Example, 'objects'>): PlainObject[] {
  return objects.filter(({ kind }) => RUNNING_ON.includes(kind));
}

/** What the stand-in of a container serves: each declared port as its probes ask it. */
function listenOf(container: PlainObject): string {
  const probes = PROBE_FIELDS.map((name) => objectAt(container, name) ?? {});
  const kindOf = (port: PlainObject): string => {
    for (const [field, kind] of Object.entries(PROBES)) {
      const asked = probes.map((probe) => objectAt(probe, field)?.port);
      if (asked.includes(port.containerPort) || asked.includes(port.name)) return kind;
    }
    return 'tcp';
  };
  return objectsAt(container, 'ports')
    .map((port) => `${kindOf(port)}:${port.containerPort}`)
    .join(',');
}

/** What the containers of one image have in common, in whichever workloads they are. */
class Roles {
  readonly listens: string[] = [];
  readonly does = new Set<string>();
  /** Whether an init container runs a shell of it. */
  withShell = false;

  constructor(readonly name: string) {}

  /** Takes over what a container needs. @param ends whether its pod does */
  add(container: PlainObject, ends: boolean): void {
    if (!ends) this.listens.push(listenOf(container));
    const [command] = stringsAt(container, 'command');
    const [argument] = stringsAt(container, 'args');
    if (ends && command !== undefined) this.does.add(command);
    if (ends && command === undefined && argument !== undefined) this.does.add(argument);
    for (const probe of PROBE_FIELDS) {
      const [asking] = stringsAt(objectAt(objectAt(container, probe), 'exec') ?? {}, 'command');
      if (asking !== undefined) this.does.add(asking);
    }
  }
}

/** The images of an example, by reference. */
function rolesOf(example: Example): Map<string, Roles> {
  const found = new Map<string, Roles>();
  const at = (container: PlainObject): Roles => {
    const reference = stringAt(container, 'image') ?? '';
    const roles = found.get(reference) ?? new Roles(`${example.name}-${stringAt(container, 'name')}`);
    found.set(reference, roles);
    return roles;
  };
  for (const workload of example.objects) {
    const ends = ENDING.includes(workload.kind);
    if (!ends && !RUNNING_ON.includes(workload.kind)) continue;
    const { main, init } = containersOf(workload);
    for (const container of main) at(container).add(container, ends);
    for (const container of init) at(container).withShell = true;
  }
  return found;
}

/** The path of an image in a registry: without host, tag and digest. */
export function repositoryOf(reference: string): string {
  const path = reference.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
  const [host = '', ...rest] = path.split('/');
  if (rest.length === 0) return `library/${path}`;
  return /[.:]/.test(host) ? rest.join('/') : path;
}

/**
 * Builds a stand-in for every image of an example, pushes it, and writes the example once more with the digests of
 * the stand-ins from an image lock.
 */
export async function stage(name: ExampleName, registry: Registry, folder: string): Promise<Staged> {
  const plain = await synthesize(name, join(folder, `${name}-plain`));
  const images = new Map<string, Image>();
  for (const [reference, { name: image, listens, does, withShell }] of rolesOf(plain)) {
    const listen = listens.filter((each) => each !== '').join(',');
    images.set(reference, withShell ? registry.withShell(image) : registry.serving(image, listen, [...does]));
  }
  await Promise.all([...images].map(([reference, image]) => registry.push(image, repositoryOf(reference))));
  const pinned = [...images].filter(([reference]) => reference.includes('@'));
  const lock: Digests = Object.fromEntries(
    [...images]
      .filter(([reference]) => !reference.includes('@'))
      .map(([reference, { digest }]) => [reference, digest]),
  );
  const locked = Object.keys(lock).length === 0 ? plain : await synthesize(name, join(folder, name), lock);
  for (const file of readdirSync(locked.folder).filter((entry) => entry.endsWith('.yaml'))) {
    let text = readFileSync(join(locked.folder, file), 'utf8');
    for (const [reference, { digest }] of pinned)
      text = text.replaceAll(reference, reference.replace(/@.*$/, `@${digest}`));
    writeFileSync(join(locked.folder, file), text);
  }
  const objects = objectsInFolder(locked.folder);
  return { name, folder: locked.folder, objects, exchanged: pinned.map(([reference]) => reference) };
}

/** A list of strings at a field. */
export function stringsAt(object: PlainObject, field: string): string[] {
  return (listAt(object, field) ?? []).filter((value) => typeof value === 'string');
}
