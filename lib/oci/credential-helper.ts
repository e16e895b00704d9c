import { spawn } from 'node:child_process';
import { isPlain } from '../core/manifest/plain';
import type { Environment } from './docker-config';
import { RegistryProblem } from './problem';
import { jsonOf } from './status-problem';

/** What a helper keeps. */
export interface Kept {
  readonly username: string;
  readonly secret: string;
}

/** A helper is a program on the path: a name, never a path or an option. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/;

/** What helpers say where they have nothing. Source: docker-credential-helpers, credentials/error.go. */
const NOTHING_KEPT = /credentials not found/i;

/** Bytes of an answer that are looked at. */
const MOST = 65_536;

/**
 * Asks `docker-credential-NAME get` for the credentials of a server.
 * @returns undefined where it has none
 * @throws RegistryProblem where it cannot run, fails, or does not answer in time; what it prints is not repeated
 */
export async function askHelper(
  name: string,
  server: string,
  env: Environment,
  timeout: number,
): Promise<Kept | undefined> {
  if (!NAME.test(name)) {
    throw new RegistryProblem(
      `credential helper ${JSON.stringify(name)}; needs the name of one, such as pass`,
    );
  }
  const program = `docker-credential-${name}`;
  const { code, output } = await run(program, server, env, timeout);
  if (code !== 0) {
    if (NOTHING_KEPT.test(output.toString('utf8'))) return undefined;
    throw new RegistryProblem(`${program} fails for ${server}. Fix: run it by hand, or log in again`);
  }
  const value = jsonOf(output);
  const [username, secret] = isPlain(value) ? [value.Username, value.Secret] : [];
  if (typeof username === 'string' && typeof secret === 'string') return { username, secret };
  throw new RegistryProblem(
    `${program} prints no credentials for ${server}; needs Username and Secret as JSON`,
  );
}

interface Printed {
  readonly code: number | null;
  readonly output: Buffer;
}

function run(program: string, input: string, env: Environment, timeout: number): Promise<Printed> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, ['get'], {
      env,
      timeout,
      killSignal: 'SIGKILL',
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const parts: Buffer[] = [];
    let size = 0;
    child.stdout.on('data', (part: Buffer) => {
      if (size <= MOST) parts.push(part);
      size += part.length;
    });
    child.on('error', () =>
      reject(new RegistryProblem(`${program} cannot run; needs that credential helper on the path`)),
    );
    child.on('close', (code, signal) => {
      if (signal === 'SIGKILL')
        reject(new RegistryProblem(`${program} did not answer in ${timeout / 1000} s`));
      else resolve({ code, output: Buffer.concat(parts) });
    });
    // It may end without reading.
    child.stdin.on('error', () => undefined);
    child.stdin.end(`${input}\n`);
  });
}
