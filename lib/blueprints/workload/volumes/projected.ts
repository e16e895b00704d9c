import { minorOf } from '../../../core/cluster/profile';
import { dataKeyProblems } from '../../../core/manifest/names';
import { Field } from '../../../core/validation/field';
import { checkFieldRef, VOLUME_FIELDS } from '../../../core/validation/pod/field-ref';
import type { KeyToPath, ProjectedVolumeSource, VolumeProjection } from '../../../model/api';
import type { BlueprintContext } from '../../context';
import type { Problems } from '../../problems';
import { objectName } from '../../pull-secrets';
import type { ProjectedSource } from './props';

const TOKEN_SECONDS = 3600;
const LEAST_SECONDS = 600;
const TOKEN = 'token';

/** Who the API server takes a token for, in the clusters of today; none of them is another receiver. */
const API_SERVER = /^(?:https?:\/\/)?kubernetes\.default(?:\.svc(?:\..*)?)?\/?$|^(?:api|kubernetes)$/;

/** Reads the places that files of one folder come from, into the API's form. */
export function parseProjected(
  field: string,
  sources: readonly ProjectedSource<unknown>[],
  context: BlueprintContext,
  problems: Problems,
): ProjectedVolumeSource {
  if (sources.length === 0)
    problems.add(field, sources, 'at least one source', `[{ configMap: 'settings' }]`);
  const files = new Set<string>();
  return {
    sources: sources.map((source, index) => {
      const at = `${field}[${index}]`;
      const kinds = ['configMap', 'secret', 'fields', 'token'].filter((kind) => Object.hasOwn(source, kind));
      if (kinds.length !== 1) {
        const sample = `{ secret: 'tls', items: { 'tls.crt': 'server.crt' } }`;
        problems.add(at, kinds, 'one of configMap, secret, fields, token', sample);
      }
      return sourceOf(at, source, (file, path) => checkFile(file, path, files, problems), context, problems);
    }),
  };
}

function sourceOf(
  at: string,
  source: ProjectedSource<unknown>,
  take: (field: string, path: string) => void,
  context: BlueprintContext,
  problems: Problems,
): VolumeProjection {
  if ('configMap' in source)
    return { configMap: objectOf(at, source.configMap, 'ConfigMap', source, take, problems) };
  if ('secret' in source) return { secret: objectOf(at, source.secret, 'Secret', source, take, problems) };
  if ('fields' in source) return fieldsOf(`${at}.fields`, source.fields, take, context, problems);
  return 'token' in source ? tokenOf(`${at}.token`, source.token, take, problems) : {};
}

function objectOf(
  at: string,
  name: unknown,
  kind: 'ConfigMap' | 'Secret',
  { items, optional }: { readonly items?: Readonly<Record<string, string>>; readonly optional?: boolean },
  take: (field: string, path: string) => void,
  problems: Problems,
): { name: ReturnType<typeof objectName>; items?: KeyToPath[]; optional?: boolean } {
  const paths = items === undefined ? undefined : Object.entries(items);
  for (const [key, path] of paths ?? []) {
    problems.addAll(`${at}.items`, key, dataKeyProblems(key), 'the name of a key');
    take(`${at}.items["${key}"]`, path);
  }
  return {
    name: objectName(at, name, kind, problems),
    ...(paths === undefined ? {} : { items: paths.map(([key, path]) => ({ key, path })) }),
    ...(optional === undefined ? {} : { optional }),
  };
}

function fieldsOf(
  at: string,
  fields: Readonly<Record<string, string>>,
  take: (field: string, path: string) => void,
  context: BlueprintContext,
  problems: Problems,
): VolumeProjection {
  const items = Object.entries(fields).map(([path, fieldPath]) => {
    const file = `${at}["${path}"]`;
    take(file, path);
    // What the server defaults is written: a reference belongs to one owner as a whole.
    const fieldRef = { apiVersion: 'v1', fieldPath };
    const minor = minorOf(context.cluster.kubernetes);
    const root = Field.root(fieldRef, { minor }, ({ found, needs, fix }) =>
      problems.add(file, found, needs, fix),
    );
    checkFieldRef(root, VOLUME_FIELDS);
    return { fieldRef, path };
  });
  return { downwardAPI: { items } };
}

function tokenOf(
  at: string,
  token: { readonly audience: unknown; readonly path?: string; readonly expirationSeconds?: number },
  take: (field: string, path: string) => void,
  problems: Problems,
): VolumeProjection {
  const { path = TOKEN, expirationSeconds = TOKEN_SECONDS } = token;
  take(`${at}.path`, path);
  if (!Number.isInteger(expirationSeconds) || expirationSeconds < LEAST_SECONDS)
    problems.add(
      `${at}.expirationSeconds`,
      expirationSeconds,
      `a whole number from ${LEAST_SECONDS}`,
      'expirationSeconds: 3600',
    );
  const audience = problems.leaf(token.audience, (known, later) => {
    if (typeof known !== 'string' || known === '')
      later.add(`${at}.audience`, known, 'who takes the token', `audience: 'vault'`);
    else if (API_SERVER.test(known))
      later.add(
        `${at}.audience`,
        known,
        'a receiver that is not the API server: a grant mounts the token for that one',
        `grants: [watch('pods')], in place of the source`,
      );
    return known;
  });
  return { serviceAccountToken: { audience, expirationSeconds, path } };
}

/** Files are below the folder, and each is there once. */
function checkFile(field: string, path: string, taken: Set<string>, problems: Problems): void {
  if (typeof path !== 'string' || path === '' || path.startsWith('/') || path.split('/').includes('..'))
    problems.add(field, path, 'a path below the folder, without ..', `'tls/server.crt'`);
  else if (taken.has(path)) problems.add(field, path, 'a file that no other source has', `'other-${path}'`);
  taken.add(path);
}
