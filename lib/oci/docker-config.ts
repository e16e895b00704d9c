import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isPlain, type PlainObject } from '../core/manifest/plain';
import { codeOf } from './code-of';
import { RegistryProblem } from './problem';

/** The part of the environment that says where the configuration of Docker is. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The default registry under the names that `docker login` knows it by. */
const HUB_HOSTS: readonly string[] = ['docker.io', 'index.docker.io', 'registry-1.docker.io'];

/** The name under which `docker login` keeps the credentials of the default registry. */
const HUB_KEY = 'https://index.docker.io/v1/';

/** What Docker keeps of its registries. */
export interface DockerConfig {
  /** Path of the file, for messages. */
  readonly path: string;
  readonly content: PlainObject;
}

/**
 * Reads `config.json` of the folder `DOCKER_CONFIG`, else of `.docker` in the home folder.
 * @returns nothing to log in with where there is no such file
 * @throws RegistryProblem where it cannot be read; its text is not repeated, since it holds passwords
 */
export function readDockerConfig(env: Environment): DockerConfig {
  const given = env.DOCKER_CONFIG;
  const home = env.HOME === undefined || env.HOME === '' ? homedir() : env.HOME;
  const path = join(given === undefined || given === '' ? join(home, '.docker') : given, 'config.json');
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { path, content: {} };
    throw new RegistryProblem(`${path} cannot be read; needs the configuration of Docker, or no such file`);
  }
  const content = parsed(text);
  if (isPlain(content)) return { path, content };
  throw new RegistryProblem(`${path} is no JSON object; needs the configuration of Docker, or no such file`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The name that a registry has for credential helpers and in `auths`. */
export function keyOf(host: string): string {
  return HUB_HOSTS.includes(host) ? HUB_KEY : host;
}

/** What a map of the configuration has for a registry, whichever way the key is written: a host, or a URL of it. */
export function entryOf(map: unknown, host: string): unknown {
  if (!isPlain(map)) return undefined;
  if (Object.hasOwn(map, keyOf(host))) return map[keyOf(host)];
  const names = HUB_HOSTS.includes(host) ? HUB_HOSTS : [host];
  const key = Object.keys(map).find((written) => names.includes(hostIn(written) ?? ''));
  return key === undefined ? undefined : map[key];
}

/** The host of a key such as `https://registry.example.com/v2/`; undefined where it is for a part of a registry only. */
function hostIn(key: string): string | undefined {
  return /^(?:https?:\/\/)?([^/]+)(?:\/(?:v[12]\/?)?)?$/.exec(key)?.[1];
}
