import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { SelfSigned } from './certificate';

/** What a server was asked. */
export interface Seen {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly authorization: string | undefined;
  readonly accept: string | undefined;
  readonly body: string;
}

/** What a server answers. */
export type Say = (seen: Seen, response: ServerResponse) => void;

/** A server on loopback. */
export interface Fake {
  /** Host and port. */
  readonly host: string;
  readonly seen: readonly Seen[];
  /** What it answers; may be changed. */
  say: Say;
  readonly close: () => Promise<void>;
}

/** Starts a server on loopback. */
export async function serve(say: Say, tls?: SelfSigned): Promise<Fake> {
  const seen: Seen[] = [];
  const heard = (request: IncomingMessage, response: ServerResponse): void => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      const one = { method, path, authorization: headers.authorization, accept: headers.accept, body };
      seen.push(one);
      fake.say(one, response);
    });
  };
  const server: Server = tls === undefined ? createServer(heard) : createTlsServer({ ...tls }, heard);
  const fake: Fake = {
    host: await listening(server),
    seen,
    say,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return fake;
}

function listening(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address: AddressInfo | string | null = server.address();
      resolve(`127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`);
    });
  });
}

export const INDEX = 'application/vnd.oci.image.index.v1+json';
export const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';

/** The text of a manifest, different for each name. */
export function manifestText(name: string, mediaType = INDEX): string {
  return JSON.stringify({ schemaVersion: 2, mediaType, annotations: { name }, manifests: [] });
}

export function sha256(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

/** Answers as a registry that has everything: each path is a manifest of its own. */
export const goodRegistry: Say = ({ method, path }, response) => {
  const text = manifestText(path);
  response.writeHead(200, { 'Content-Type': INDEX, 'Docker-Content-Digest': sha256(text) });
  response.end(method === 'HEAD' ? undefined : text);
};

/** The digest that a good registry has for a reference. */
export function digestAt(repository: string, tag: string): string {
  return sha256(manifestText(`/v2/${repository}/manifests/${tag}`));
}
