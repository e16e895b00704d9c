import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ImageReference } from '../core/manifest/image';
import { isPlain } from '../core/manifest/plain';
import { DockerCredentials } from './credentials';
import type { Environment } from './docker-config';
import { authorize } from './login';
import { isLoopback } from './loopback';
import { type Mirrors, type Place, placeOf } from './mirrors';
import { RegistryProblem } from './problem';
import { type Answer, hostOf, send, type Transport } from './request';
import { jsonOf, statusProblem } from './status-problem';

/** What a client of registries goes by. */
export interface ClientOptions extends Transport {
  readonly mirrors: Mirrors;
  /** Where the configuration of Docker is, and the path of credential helpers. */
  readonly env: Environment;
  /** Waits some milliseconds. @default by the clock */
  readonly wait?: (milliseconds: number) => Promise<unknown>;
}

/** What a tag stands for. */
export interface Resolved {
  readonly digest: string;
  /** Whether the digest is of an index, for several platforms; else of one platform's manifest. */
  readonly isIndex: boolean;
}

/** What lists the manifests of several platforms. Source: OCI image index, and Docker's manifest list. */
const INDEXES: readonly string[] = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];

/** The manifest of one platform. */
const MANIFESTS: readonly string[] = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

const ACCEPT = [...INDEXES, ...MANIFESTS].join(', ');

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** Bytes that a manifest may have. Source: OCI distribution specification, "Pushing Manifests". */
const LONGEST_MANIFEST = 4_194_304;

/** Times that a registry is asked that is busy, and seconds that a wait may take. */
const TRIES = 3;
const LONGEST_WAIT = 20;

/** Asks registries by the distribution API of OCI which digest a tag stands for; it changes nothing there. */
export class RegistryClient {
  private readonly credentials: DockerCredentials;

  constructor(private readonly options: ClientOptions) {
    this.credentials = new DockerCredentials(options.env, options.timeout);
  }

  /**
   * The digest that the tag of an image stands for now.
   * @throws RegistryProblem where the registry does not tell it
   */
  async digestOf(image: ImageReference): Promise<Resolved> {
    const { wait = sleep } = this.options;
    const place = placeOf(image, this.options.mirrors);
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.ask(place);
      } catch (error) {
        const again = error instanceof RegistryProblem ? error.again : undefined;
        if (again === undefined || again > LONGEST_WAIT || tries === TRIES) throw error;
        await wait(Math.max(again, tries) * 1000);
      }
    }
  }

  /** HEAD first: it costs the registry less, and some count it against no limit. What it leaves open, GET says. */
  private async ask(place: Place): Promise<Resolved> {
    const url = this.urlOf(place);
    const head = await this.manifest('HEAD', url, place);
    if (head.status === 200) {
      const type = typeOf(head);
      const digest = digestIn(head);
      if (digest !== undefined && isKnown(type)) return { digest, isIndex: INDEXES.includes(type) };
    } else if (head.status !== 405) throw this.refusal(head, place);
    const answer = await this.manifest('GET', url, place);
    if (answer.status !== 200) throw this.refusal(answer, place);
    return resolvedFrom(answer);
  }

  private urlOf({ host, repository, tag }: Place): URL {
    const { insecureHttp } = this.options;
    const text = `://${host}/v2/${repository}/manifests/${tag}`;
    const url = URL.canParse(`https${text}`) ? new URL(`https${text}`) : undefined;
    if (url === undefined) throw new RegistryProblem(`${host} is no host with a port; needs one`);
    return insecureHttp && isLoopback(url.hostname) ? new URL(`http${text}`) : url;
  }

  /** Asks as anybody first; what is kept is sent where the registry itself asks for it. */
  private async manifest(method: 'HEAD' | 'GET', url: URL, place: Place): Promise<Answer> {
    const ask = { method, headers: { Accept: ACCEPT }, most: LONGEST_MANIFEST };
    const first = await send(url, ask, this.options);
    if (first.status !== 401) return first;
    if (first.url.host !== url.host) {
      throw new RegistryProblem(
        `${hostOf(url)} redirects to ${hostOf(first.url)}, which wants a login; credentials are sent to no other host`,
      );
    }
    const credentials = await this.credentials.of(place.host);
    const wanted = { repository: place.repository, credentials, now: Date.now() };
    const header = await authorize(first, wanted, this.options);
    if (header === undefined) return first;
    return send(url, { ...ask, headers: { ...ask.headers, Authorization: header } }, this.options);
  }

  private refusal(answer: Answer, { repository, tag }: Place): RegistryProblem {
    return statusProblem(answer, `${repository}:${tag}`, Date.now());
  }
}

function typeOf({ headers }: Answer): string {
  return (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

function isKnown(type: string): boolean {
  return INDEXES.includes(type) || MANIFESTS.includes(type);
}

/** The digest that the header says; undefined where it says none. */
function digestIn({ url, headers }: Answer): string | undefined {
  const found = headers['docker-content-digest'];
  if (found === undefined) return undefined;
  if (typeof found === 'string' && DIGEST.test(found)) return found;
  throw new RegistryProblem(
    `${hostOf(url)} tells a digest that is none; needs sha256: and 64 hexadecimal digits`,
  );
}

/** The digest of a manifest that was read: of its very bytes. */
function resolvedFrom(answer: Answer): Resolved {
  const value = jsonOf(answer.body);
  const written = isPlain(value) && typeof value.mediaType === 'string' ? value.mediaType : undefined;
  const type = written ?? typeOf(answer);
  if (!isPlain(value) || value.schemaVersion !== 2 || !isKnown(type)) {
    throw new RegistryProblem(
      `${hostOf(answer.url)} answers with no manifest; needs a registry of the OCI distribution API`,
    );
  }
  const digest = `sha256:${createHash('sha256').update(answer.body).digest('hex')}`;
  const told = digestIn(answer);
  if (told !== undefined && told !== digest) {
    throw new RegistryProblem(
      `${hostOf(answer.url)} tells ${told} for a manifest that is ${digest}; needs one of them`,
    );
  }
  return { digest, isIndex: INDEXES.includes(type) };
}
