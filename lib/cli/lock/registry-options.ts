import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { rootCertificates } from 'node:tls';
import type { ClientOptions } from '../../oci/client';
import { parseMirrors } from '../../oci/mirrors';
import { messageOfError } from '../errors';
import { type Io, UsageError } from '../io';

/** Options of commands that ask registries. */
export interface RegistryOptions {
  /** `REGISTRY=HOST[/PATH]`: where a registry is asked instead. */
  readonly mirror?: readonly string[];
  /** A file with certificates of authorities, beside those that Node.js knows. */
  readonly ca?: string;
  readonly insecureHttp?: boolean;
  /** Seconds that a request may take. @default 30 */
  readonly timeout?: string;
}

const DEFAULT_SECONDS = 30;
const LONGEST_SECONDS = 600;
const MS = 1000;

/** A certificate in PEM. */
const PEM = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** What a client of registries goes by. @throws UsageError with everything that is wrong */
export function registryOptions(options: RegistryOptions, io: Io): ClientOptions {
  const { mirrors, problems } = parseMirrors(options.mirror ?? []);
  const wrong = problems.map((problem) => `--mirror: ${problem}`);
  const timeout = secondsOf(options.timeout, wrong) * MS;
  const extra = io.env.NODE_EXTRA_CA_CERTS;
  const own = options.ca === undefined ? undefined : certificates(resolve(io.cwd, options.ca), '--ca', wrong);
  const others =
    own === undefined || extra === undefined || extra === ''
      ? []
      : certificates(resolve(io.cwd, extra), 'NODE_EXTRA_CA_CERTS', wrong);
  if (wrong.length > 0) throw new UsageError(wrong);
  const ca = own === undefined ? {} : { ca: [...rootCertificates, ...others, ...own] };
  return { ...ca, mirrors, timeout, insecureHttp: options.insecureHttp === true, env: io.env };
}

function secondsOf(text: string | undefined, wrong: string[]): number {
  if (text === undefined) return DEFAULT_SECONDS;
  const seconds = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (seconds >= 1 && seconds <= LONGEST_SECONDS) return seconds;
  wrong.push(`--timeout: found ${JSON.stringify(text)}; needs seconds from 1 to ${LONGEST_SECONDS}`);
  return DEFAULT_SECONDS;
}

function certificates(path: string, name: string, wrong: string[]): readonly string[] {
  let text = '';
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    wrong.push(`${name}: ${path}: ${messageOfError(error)}`);
    return [];
  }
  const found = text.match(PEM) ?? [];
  if (found.length === 0 || !found.every(isCertificate)) {
    wrong.push(`${name}: ${path} holds no certificate; needs one or more in PEM`);
  }
  return found;
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}
