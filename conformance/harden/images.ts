/** Facts about public images that hardening must not break in silence: which they are, and pods as their charts write them. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  isPlain,
  listAt,
  objectAt,
  objectsAt,
  type PlainObject,
  stringAt,
} from '../../lib/core/manifest/plain';

const FILE = resolve(__dirname, '../../../shared/data/images.json');

/** The number of images that the file is known to hold: a shorter one must not pass. */
export const IMAGES = 106;

/** Something that stops an image when it is hardened without knowing it, and the field that does. */
export interface Fact {
  readonly image: string;
  /** What stops it, for messages. */
  readonly why: string;
  /** A field of the container's securityContext. */
  readonly field: 'readOnlyRootFilesystem' | 'runAsUser' | 'runAsNonRoot' | 'capabilities.drop';
}

/** An image, with what is known of it. */
export interface ImageRecord {
  readonly image: string;
  readonly facts: readonly Fact[];
  /** Folders that a claim is mounted at. */
  readonly data: readonly string[];
  readonly ports: readonly PlainObject[];
  readonly capabilities: readonly unknown[];
}

/** The images of the shared file. @throws Error where it cannot be read, or is none */
export function readImages(file = FILE): ImageRecord[] {
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!Array.isArray(value)) throw new Error(`${file}: needs a list`);
  return value.filter(isPlain).map(recordOf);
}

function recordOf(record: PlainObject): ImageRecord {
  const image = stringAt(record, 'image') ?? '';
  const ports = objectsAt(record, 'ports');
  const capabilities = listAt(record, 'capabilities');
  const facts = [
    ...writing(record),
    ...identity(objectAt(record, 'user') ?? {}),
    ...ports
      .filter(({ privileged }) => privileged === true)
      .map(
        ({ container }): Omit<Fact, 'image'> => ({ field: 'capabilities.drop', why: `port ${container}` }),
      ),
    ...capabilities.map(
      (name): Omit<Fact, 'image'> => ({ field: 'capabilities.drop', why: `needs ${name}` }),
    ),
  ];
  const data = objectsAt(record, 'data').map(({ path }) => String(path));
  return { image, data, ports, capabilities, facts: facts.map((fact) => ({ ...fact, image })) };
}

function writing(record: PlainObject): Omit<Fact, 'image'>[] {
  const needed = objectsAt(record, 'writable').filter(({ optional }) => optional !== true);
  const folders = [...needed, ...objectsAt(record, 'data').filter(({ optional }) => optional !== true)];
  const facts = folders.map(({ path }) => `writes to ${path}`);
  if (stringAt(record, 'readOnlyRoot')?.startsWith('does not work')) facts.push('has no read-only root');
  return facts.map((why) => ({ field: 'readOnlyRootFilesystem', why }));
}

function identity(user: PlainObject): Omit<Fact, 'image'>[] {
  const facts: Omit<Fact, 'image'>[] = [];
  if (user.anyUid === false) facts.push({ field: 'runAsUser', why: `runs as ${String(user.uid)} only` });
  if (stringAt(user, 'runsAs')?.startsWith('must start as root')) {
    facts.push({ field: 'runAsUser', why: 'must start as root' });
  }
  const declared = stringAt(user, 'declared') ?? '';
  if (!/^\d/.test(declared)) facts.push({ field: 'runAsNonRoot', why: `its user is ${declared}` });
  return facts;
}

/** The pods of an image as charts write them: without a word on security, with its claims, with its capabilities. */
export function podsOf({ image, data, ports, capabilities }: ImageRecord): PlainObject[] {
  const container = {
    name: 'app',
    image: `${image}:1`,
    ports: ports.map(({ container: containerPort }) => ({ containerPort })),
  };
  const mounts = data.map((mountPath, index) => ({ name: `data-${index}`, mountPath }));
  const templates = mounts.map(({ name }) => ({
    metadata: { name },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  }));
  const added = { securityContext: { capabilities: { add: [...capabilities] } } };
  return [
    workload('Deployment', container),
    ...(mounts.length === 0
      ? []
      : [
          workload(
            'StatefulSet',
            { ...container, volumeMounts: mounts },
            { volumeClaimTemplates: templates },
          ),
        ]),
    ...(capabilities.length === 0 ? [] : [workload('Deployment', { ...container, ...added })]),
  ];
}

function workload(kind: string, container: PlainObject, more: PlainObject = {}): PlainObject {
  const labels = { app: 'app' };
  const template = { metadata: { labels }, spec: { containers: [container] } };
  const spec = { selector: { matchLabels: labels }, serviceName: 'app', template, ...more };
  if (kind === 'Deployment') Reflect.deleteProperty(spec, 'serviceName');
  return { apiVersion: 'apps/v1', kind, metadata: { name: 'app', namespace: 'shop' }, spec };
}
