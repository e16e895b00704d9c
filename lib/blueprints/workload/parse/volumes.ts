import { dataKeyProblems } from '../../../core/manifest/names';
import type { ClaimMount, Container, Files, Scratch } from '../../../model/pod';
import { textsOf } from '../../../model/text';
import type { Config } from '../../../model/workload';
import { checkConfig, configName } from '../../configuration/config';
import { checkKeys } from '../../configuration/existing-secret';
import type { Problems } from '../../problems';
import { objectName } from '../../pull-secrets';
import { checkDelivered, keysOf } from '../../secrets/delivered';
import type { ContainerProps, FilesProp } from '../container/props';
import { type CopyStep, checkCopied, copyStep, IN_MEMORY } from './private-copy';
import { sizeOf } from './size';
import type { VolumeNames } from './volume-names';

/** What answers for volumes of secrets. Source: Secrets Store CSI driver, usage. */
const DRIVER = 'secrets-store.csi.k8s.io';
/** Mode 0400: the kubelet adds the group of the pod, so that the program sees root:group 0440, and nobody else reads. */
const OWNER_READS = 0o400;
const SCRATCH_SIZE = '64Mi';
const TMP = '/tmp';
const TOKEN_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';

/** How the volumes of a container are named. */
export interface VolumeNaming {
  /** The container, where it is not the main one; else empty. */
  readonly prefix: string;
  readonly names: VolumeNames;
}

/** Reads the writable folders; `/tmp` is always one. Volumes are named after their path, and after the container where it is not the main one. */
export function parseScratch(
  field: string,
  scratch: ContainerProps['scratch'],
  naming: VolumeNaming,
  problems: Problems,
): Scratch[] {
  const given: Record<string, string> = { [TMP]: SCRATCH_SIZE };
  if (isList(scratch)) for (const path of scratch) given[path] = SCRATCH_SIZE;
  else Object.assign(given, scratch ?? {});
  return Object.entries(given).map(([path, size]) => {
    pathProblems(field, path, problems);
    const bytes = sizeOf(
      `${field}["${path}"]`,
      size,
      SCRATCH_SIZE,
      (text) => `{ '${path}': '${text}' }`,
      problems,
    );
    return { volume: naming.names.nameFor(naming.prefix, path), path, size: bytes };
  });
}

function isList(scratch: ContainerProps['scratch']): scratch is readonly string[] {
  return Array.isArray(scratch);
}

/** Reads the folders with files; contents given in code become a ConfigMap of the workload. */
export function parseFiles(
  field: string,
  files: Readonly<Record<string, FilesProp<unknown>>>,
  naming: VolumeNaming & CopyStep & { readonly workload: string },
  problems: Problems,
): { files: Files[]; configs: Config[]; copies: Container[] } {
  const configs: Config[] = [];
  const copies: Container[] = [];
  const models = Object.entries(files).map(([path, prop]) => {
    pathProblems(field, path, problems);
    const volume = naming.names.nameFor(naming.prefix, path);
    if ('files' in prop) {
      const name = `${naming.workload}-${volume}`;
      for (const key of Object.keys(prop.files)) {
        problems.addAll(`${field}["${path}"].files`, key, dataKeyProblems(key), 'choose another file name');
      }
      configs.push({ name, data: textsOf(prop.files) });
      return { volume, path, source: { configMap: { name } } };
    }
    const place = `${field}["${path}"]`;
    checkCopied(place, prop, problems);
    if (!('privateCopy' in prop)) return { volume, path, source: sourceOf(place, prop, problems) };
    const of = sourceOf(`${place}.privateCopy`, prop.privateCopy, problems);
    const { names, prefix } = naming;
    const from = names.nameFor(prefix, `${path}-secret`);
    const name = names.nameFor(prefix === '' ? 'copy' : `copy-${prefix}`, path);
    copies.push(copyStep(place, { name, of, from, to: volume, image: prop.image }, naming, problems));
    return { volume, path, source: { emptyDir: IN_MEMORY } };
  });
  return { files: models, configs, copies };
}

/** Where files come from that are not the workload's own. */
function sourceOf(
  place: string,
  prop: Exclude<FilesProp<unknown>, { readonly files: unknown } | { readonly privateCopy: unknown }>,
  problems: Problems,
): Files['source'] {
  if ('config' in prop) {
    checkConfig(`${place}.config`, prop.config, problems);
    return { configMap: { name: configName(prop.config) } };
  }
  if ('delivered' in prop) {
    checkDelivered(`${place}.delivered`, prop.delivered, problems);
    if ('provider' in prop.delivered.from)
      return {
        csi: {
          driver: DRIVER,
          readOnly: true,
          volumeAttributes: { secretProviderClass: prop.delivered.name },
        },
      };
    const items = keysOf(prop.delivered).map((key) => ({ key, path: key }));
    return { secret: { defaultMode: OWNER_READS, items, secretName: prop.delivered.name } };
  }
  const optional = prop.optional === undefined ? {} : { optional: prop.optional };
  if ('configMap' in prop)
    return { configMap: { name: objectName(place, prop.configMap, 'ConfigMap', problems), ...optional } };
  const { keys } = prop;
  if (keys !== undefined) checkKeys(`${place}.keys`, keys, problems);
  const items = keys === undefined ? {} : { items: keys.map((key) => ({ key, path: key })) };
  return {
    secret: { ...items, ...optional, secretName: objectName(place, prop.secret, 'Secret', problems) },
  };
}

/** Says what is wrong with the path of a folder. */
export function pathProblems(field: string, path: string, problems: Problems): void {
  if (!path.startsWith('/') || path.includes(':') || path.split('/').includes('..')) {
    problems.add(field, path, 'an absolute path without : and ..', `'/var/cache/app'`);
  } else if (path === '/') {
    problems.add(field, path, 'a folder below /, which stays read-only', `'/var/cache/app'`);
  }
}

/** Folders that two mounts would share, as the API takes each path once; and those inside of what nobody can write to. */
export function checkMounts(
  field: string,
  scratch: readonly Scratch[],
  files: readonly Files[],
  claims: readonly ClaimMount[],
  problems: Problems,
): void {
  const seen = new Set<string>([TOKEN_PATH]);
  const closed = new Map([
    [TOKEN_PATH, 'the token'],
    ...claims.filter(({ readOnly }) => readOnly).map(({ path }): [string, string] => [plainPath(path), path]),
  ]);
  const all = [
    ...[...scratch, ...files].map(({ path }) => ({ field, path })),
    ...claims.map(({ path }) => ({
      field: field === 'files' ? 'volumes' : field.replace(/files$/, 'volumeMounts'),
      path,
    })),
  ];
  for (const mount of all) {
    const plain = plainPath(mount.path);
    const [outer] = foldersAbove(plain).flatMap((folder) => closed.get(folder) ?? []);
    if (seen.has(plain))
      problems.add(mount.field, mount.path, 'a folder that nothing else is mounted at', `'${plain}/files'`);
    else if (outer !== undefined) {
      const needs = `a folder outside of ${outer}, which is read-only: a mount cannot create a folder there`;
      problems.add(mount.field, mount.path, needs, `'/mnt${plain}'`);
    }
    seen.add(plain);
  }
}

/** A path in one spelling. */
function plainPath(path: string): string {
  return `/${path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/')}`;
}

function foldersAbove(path: string): string[] {
  const parts = path.split('/').slice(1, -1);
  return parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`);
}
