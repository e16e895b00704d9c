import { isPlain } from '../core/manifest/plain';
import { askHelper, type Kept } from './credential-helper';
import { type DockerConfig, type Environment, entryOf, keyOf, readDockerConfig } from './docker-config';
import { RegistryProblem } from './problem';

/** What a registry is logged in to with. */
export type Credentials =
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  /** A token that buys others. */
  | { readonly kind: 'identity'; readonly token: string }
  /** A token that the registry takes itself. */
  | { readonly kind: 'registry'; readonly token: string };

/** The name under which helpers keep an identity token. Source: docker-credential-helpers. */
const TOKEN_NAME = '<token>';

/** Credentials as Docker keeps them: of the helper of the registry, else of the store for all, else of the file. */
export class DockerCredentials {
  private readonly asked = new Map<string, Promise<Credentials | undefined>>();
  private config: DockerConfig | undefined;

  /** @param timeout milliseconds that a helper may take */
  constructor(
    private readonly env: Environment,
    private readonly timeout: number,
  ) {}

  /**
   * The credentials of a registry; asked for once.
   * @returns undefined where there are none, and the registry is asked as anybody
   * @throws RegistryProblem where what Docker keeps cannot be read
   */
  of(host: string): Promise<Credentials | undefined> {
    const known = this.asked.get(host);
    if (known !== undefined) return known;
    const asked = this.find(host);
    this.asked.set(host, asked);
    return asked;
  }

  private async find(host: string): Promise<Credentials | undefined> {
    this.config ??= readDockerConfig(this.env);
    const { content, path } = this.config;
    const helper = entryOf(content.credHelpers, host) ?? content.credsStore;
    if (typeof helper === 'string' && helper !== '') {
      const kept = await askHelper(helper, keyOf(host), this.env, this.timeout);
      return kept === undefined ? undefined : fromHelper(kept);
    }
    return fromFile(entryOf(content.auths, host), `${path}: auths of ${host}`);
  }
}

function fromHelper({ username, secret }: Kept): Credentials {
  if (username === TOKEN_NAME) return { kind: 'identity', token: secret };
  return { kind: 'password', username, password: secret };
}

function fromFile(entry: unknown, where: string): Credentials | undefined {
  if (!isPlain(entry)) return undefined;
  const { auth, identitytoken, registrytoken, username, password } = entry;
  if (isText(registrytoken)) return { kind: 'registry', token: registrytoken };
  if (isText(identitytoken)) return { kind: 'identity', token: identitytoken };
  if (isText(auth)) return decoded(auth, where);
  return isText(username) && isText(password) ? { kind: 'password', username, password } : undefined;
}

function decoded(auth: string, where: string): Credentials {
  const text = Buffer.from(auth, 'base64').toString('utf8').replace(/\0+$/, '');
  const colon = text.indexOf(':');
  if (colon < 1) throw new RegistryProblem(`${where}: auth is no NAME:PASSWORD in base64. Fix: log in again`);
  return { kind: 'password', username: text.slice(0, colon), password: text.slice(colon + 1) };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
