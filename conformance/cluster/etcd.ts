import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPlain, objectsAt, stringAt } from '../../lib/core/manifest/plain';
import type { ApiServer } from './cluster';
import { ETCD } from './control-plane';

/** A key of etcd, and how its value begins. */
export interface Stored {
  readonly key: string;
  readonly begins: string;
}

/** Sends a body to a path of etcd's own API as a client with a certificate, from inside. */
const ASK = `
const { readFileSync } = require('node:fs');
const [url, pki, body] = process.argv.slice(1);
const tls = { ca: readFileSync(pki + '/ca.crt'), cert: readFileSync(pki + '/apiserver-client.crt'), key: readFileSync(pki + '/apiserver-client.key') };
const sent = require('node:https').request(url, { method: 'POST', ...tls }, (answer) => answer.pipe(process.stdout));
sent.end(body);
`;

async function ask({ inside, places }: ApiServer, path: string, body: object): Promise<unknown> {
  const said = await inside.must([
    process.execPath,
    '-e',
    ASK,
    `${ETCD}/v3/${path}`,
    places.pki,
    JSON.stringify(body),
  ]);
  return JSON.parse(said);
}

const base64 = (text: string): string => Buffer.from(text, 'latin1').toString('base64');

/** What is stored below a prefix. */
export async function storedBelow(server: ApiServer, prefix: string): Promise<Stored[]> {
  const last = prefix.length - 1;
  const end = `${prefix.slice(0, last)}${String.fromCharCode(prefix.charCodeAt(last) + 1)}`;
  const answer = await ask(server, 'kv/range', { key: base64(prefix), range_end: base64(end) });
  if (!isPlain(answer)) throw new Error('etcd answers with no object');
  const text = (value: string | undefined): string => Buffer.from(value ?? '', 'base64').toString('latin1');
  return objectsAt(answer, 'kvs').map((entry) => ({
    key: text(stringAt(entry, 'key')),
    begins: text(stringAt(entry, 'value')).slice(0, 60),
  }));
}

/** Takes old versions out of etcd, and gives their place back. */
export async function compact(server: ApiServer): Promise<void> {
  const status = await ask(server, 'maintenance/status', {});
  const header = isPlain(status) && isPlain(status.header) ? status.header : {};
  await ask(server, 'kv/compaction', { revision: header.revision, physical: true });
  await ask(server, 'maintenance/defragment', {});
}

/** The files of etcd that hold a text, below its folder. */
export function filesWith({ places }: ApiServer, text: string): string[] {
  const folder = join(places.folder, 'etcd', 'member');
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && readFileSync(join(entry.parentPath, entry.name)).includes(text))
    .map(({ name }) => name);
}
