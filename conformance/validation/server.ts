import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { isPlain, objectAt, type PlainObject, stringAt } from '../../lib/core/manifest/plain';
import { apiVersionOf, builtinKinds } from '../../lib/core/manifest/registry';
import { warningsOf } from '../cluster/api';
import { ApiServer } from '../cluster/cluster';
import type { Case } from './cases';
import type { Verdict } from './compare';

/** Admission plugins that ask for other objects, or that change what they see: validation alone is to speak. */
const SWITCHED_OFF = [
  'DefaultIngressClass',
  'DefaultStorageClass',
  'DefaultTolerationSeconds',
  'LimitRanger',
  'MutatingAdmissionWebhook',
  'NamespaceLifecycle',
  'PersistentVolumeClaimResize',
  'PodSecurity',
  'Priority',
  'ResourceQuota',
  'RuntimeClass',
  'ServiceAccount',
  'StorageObjectInUseProtection',
  'TaintNodesByCondition',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionWebhook',
];

/** Requests that are under way at once. */
const CONNECTIONS = 24;
const QUERY = 'dryRun=All&fieldValidation=Strict';

/** What can be in a path; the server refuses an object of another namespace than its path names. */
const SEGMENT = /^[^/%]*[^./%][^/%]*$/;

/** What is needed to start API servers. */
export interface Programs {
  readonly standin: string;
  readonly kubernetes: string;
}

/** Starts an API server that judges objects by validation alone. @param apiServer folder of the server */
export function startServer({ standin, kubernetes }: Programs, apiServer: string): Promise<ApiServer> {
  return ApiServer.start(standin, kubernetes, apiServer, {
    'disable-admission-plugins': SWITCHED_OFF.join(','),
  });
}

/** Has a server create objects without storing them, many at once. @returns its verdicts, in order */
export async function ask(server: ApiServer, cases: readonly Case[]): Promise<Verdict[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const verdicts: Verdict[] = [];
  const left = cases.entries();
  const worker = async (): Promise<void> => {
    for (const [index, { object }] of left) verdicts[index] = await create(server, agent, object);
  };
  try {
    await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  } finally {
    agent.destroy();
  }
  return verdicts;
}

/** Where objects of the kind are created, in the namespace that the object names. */
export function pathOf(object: PlainObject): string {
  const [apiVersion, kind] = [stringAt(object, 'apiVersion') ?? '', stringAt(object, 'kind') ?? ''];
  const info = builtinKinds.kindOf(apiVersion, kind);
  if (info === undefined) throw new Error(`${apiVersion} ${kind} is no kind of Kubernetes`);
  const written = stringAt(objectAt(object, 'metadata'), 'namespace') ?? '';
  const namespace = SEGMENT.test(written) ? written : 'default';
  const root = info.group === '' ? `/api/${info.version}` : `/apis/${apiVersionOf(info)}`;
  const scope = info.namespaced ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  return `${root}${scope}/${info.plural}?${QUERY}`;
}

async function create(server: ApiServer, agent: Agent, object: PlainObject): Promise<Verdict> {
  const text = JSON.stringify(object);
  const headers = {
    Host: 'localhost',
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
  };
  const socketPath = join(server.places.folder, 'api.sock');
  const sent = request({ agent, socketPath, method: 'POST', path: pathOf(object), headers });
  sent.end(text);
  const response = await responseOf(sent);
  const status = response.statusCode ?? 0;
  const answer = await bodyOf(response);
  // Some objects make the API server panic; it then says so in plain text.
  const isJson = String(response.headers['content-type']).includes('json');
  const body: unknown = isJson ? JSON.parse(answer) : { message: answer };
  const warnings = warningsOf(response.headersDistinct.warning ?? []);
  return { status, body: isPlain(body) ? body : {}, warnings };
}

function responseOf(sent: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => sent.on('response', resolve).on('error', reject));
}

async function bodyOf(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of response.setEncoding('utf8')) text += String(part);
  return text;
}
