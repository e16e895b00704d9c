import { request } from 'node:http';
import { isPlain, listAt, type PlainObject, stringAt } from '../../lib/core/manifest/plain';

/** What the API server answered. */
export interface Answer {
  readonly status: number;
  /** The object, a list or a Status; the text where it is no JSON. */
  readonly body: PlainObject | string;
  /** Whatever it was, as JSON; undefined where it is none. */
  readonly json: unknown;
  /** Texts of its Warning headers. */
  readonly warnings: readonly string[];
}

/** How a request differs from a plain one. */
export interface RequestOptions {
  readonly body?: unknown;
  /** @default application/json */
  readonly contentType?: string;
  /** Query parameters. */
  readonly query?: Readonly<Record<string, string>>;
}

/** A resource as discovery names it. */
interface Resource {
  readonly plural: string;
  readonly namespaced: boolean;
}

/** How long an answer may take. Milliseconds. */
const PATIENCE = 180_000;

const APPLY = 'application/apply-patch+yaml';

/** The API server as its administrator sees it. */
export class Api {
  private readonly discovered = new Map<string, Promise<ReadonlyMap<string, Resource>>>();

  /** @param socket path of the socket that leads to it */
  constructor(private readonly socket: string) {}

  /** Sends one request. @throws Error where no answer comes */
  send(method: string, path: string, options: RequestOptions = {}): Promise<Answer> {
    const { body, contentType = 'application/json', query = {} } = options;
    const search = new URLSearchParams(query).toString();
    const headers = { Host: 'localhost', 'Content-Type': contentType, Accept: 'application/json' };
    return new Promise((resolve, reject) => {
      const target = {
        socketPath: this.socket,
        method,
        path: search === '' ? path : `${path}?${search}`,
        headers,
      };
      const sent = request(target, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () => {
          const warnings = warningsOf(response.headersDistinct.warning ?? []);
          const json = parsed(text);
          const body = isPlain(json) ? json : text;
          resolve({ status: response.statusCode ?? 0, body, json, warnings });
        });
      });
      sent.on('error', reject);
      sent.setTimeout(PATIENCE, () => sent.destroy(new Error(`${method} ${path}: no answer`)));
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  /** Whether it is ready for requests. */
  async isReady(): Promise<boolean> {
    return (await this.send('GET', '/readyz')).status === 200;
  }

  /** The object or list at a path. @throws Error unless the answer is 200 */
  async get(path: string, query: Readonly<Record<string, string>> = {}): Promise<PlainObject> {
    const answer = await this.send('GET', path, { query });
    if (answer.status === 200 && typeof answer.body !== 'string') return answer.body;
    throw new Error(`GET ${path}: ${answer.status} ${messageOf(answer)}`);
  }

  /** The objects of a list. @throws Error unless the answer is 200 */
  async list(path: string, query: Readonly<Record<string, string>> = {}): Promise<PlainObject[]> {
    return (listAt(await this.get(path, query), 'items') ?? []).filter(isPlain);
  }

  /** Applies an object server-side with strict fields. */
  async apply(object: PlainObject, query: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const parameters = { fieldManager: 'suite', fieldValidation: 'Strict', ...query };
    return this.send('PATCH', await this.pathOf(object), {
      body: object,
      contentType: APPLY,
      query: parameters,
    });
  }

  /** Creates an object, strictly. */
  async create(object: PlainObject, query: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const path = (await this.pathOf(object)).split('/').slice(0, -1).join('/');
    return this.send('POST', path, { body: object, query: { fieldValidation: 'Strict', ...query } });
  }

  /** Path of an object that has a name. @throws Error where the server does not know its kind */
  async pathOf(object: PlainObject): Promise<string> {
    const apiVersion = stringAt(object, 'apiVersion') ?? '';
    const kind = stringAt(object, 'kind') ?? '';
    const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const resource = (await this.resources(root)).get(kind);
    if (resource === undefined) throw new Error(`${apiVersion} ${kind}: not known to the API server`);
    const metadata = isPlain(object.metadata) ? object.metadata : {};
    const namespace = stringAt(metadata, 'namespace') ?? 'default';
    const scope = resource.namespaced ? `/namespaces/${namespace}` : '';
    return `${root}${scope}/${resource.plural}/${stringAt(metadata, 'name') ?? ''}`;
  }

  private async resources(root: string): Promise<ReadonlyMap<string, Resource>> {
    const known = this.discovered.get(root) ?? this.discover(root);
    this.discovered.set(root, known);
    const resources = await known;
    if (resources.size === 0) this.discovered.delete(root); // a CRD may bring it later
    return resources;
  }

  private async discover(root: string): Promise<ReadonlyMap<string, Resource>> {
    const { body } = await this.send('GET', root);
    const listed = typeof body === 'string' ? [] : (listAt(body, 'resources') ?? []).filter(isPlain);
    const whole = listed.filter(({ name }) => typeof name === 'string' && !name.includes('/'));
    return new Map(
      whole.map((entry) => [
        stringAt(entry, 'kind') ?? '',
        { plural: stringAt(entry, 'name') ?? '', namespaced: entry.namespaced === true },
      ]),
    );
  }
}

/** What a Status says; the text where the answer is none. */
export function messageOf({ body }: Answer): string {
  return typeof body === 'string' ? body.trim() : (stringAt(body, 'message') ?? '');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Texts of headers such as `299 - "unknown field \"x\""`; one header may hold several. */
export function warningsOf(headers: readonly string[]): string[] {
  return headers.flatMap((header) =>
    [...header.matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) =>
      text.replaceAll(/\\(.)/g, '$1'),
    ),
  );
}
