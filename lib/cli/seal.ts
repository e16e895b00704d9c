import {
  constants,
  createCipheriv,
  type KeyObject,
  publicEncrypt,
  randomBytes,
  X509Certificate,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { dataKeyProblems, objectNameProblems } from '../core/manifest/names';
import { writeYaml } from '../core/yaml';
import { codeOf } from './errors';
import { type Io, OK, UsageError } from './io';

/** Options of `bulwark seal`. */
export interface SealOptions {
  readonly namespace?: string;
  readonly cert?: string;
  readonly fromFile?: readonly string[];
  readonly format: 'text' | 'json';
}

/** What one Secret holds at most. Source: Kubernetes, MaxSecretSize. */
const MOST = 1024 * 1024;
const SESSION_KEY = 32;
const NONCE = 12;
const LEAST_BITS = 2048;

/**
 * `bulwark seal NAME --namespace NAMESPACE --cert FILE --from-file KEY=FILE …`: a SealedSecret of values that only the controller
 * whose certificate it is can open. Values are read from files or standard input, and are never printed.
 * @returns the exit code: 0
 * @throws UsageError with everything that is wrong with what was given
 */
export async function seal(name: string, options: SealOptions, io: Io): Promise<number> {
  const { namespace = '', cert, fromFile = [], format } = options;
  const problems: string[] = [
    ...objectNameProblems('Secret', name).map((problem) => `NAME: ${problem}`),
    ...objectNameProblems('Namespace', namespace).map((problem) => `--namespace: ${problem}`),
    ...(cert === undefined ? ['--cert: needs the certificate of the controller, a PEM file'] : []),
    ...(fromFile.length === 0 ? ['--from-file: needs KEY=FILE, once for each key; - is standard input'] : []),
  ];
  const files = sourcesOf(fromFile, problems);
  if (problems.length > 0 || cert === undefined) throw new UsageError(problems);
  const key = publicKeyOf(resolve(io.cwd, cert), cert, io.now());
  const values = await valuesOf(files, io);
  const label = `${namespace}/${name}`;
  const encryptedData = Object.fromEntries(
    values.map(([field, value]) => [field, sealed(value, label, key)]),
  );
  const metadata = { name, namespace };
  const document = {
    apiVersion: 'bitnami.com/v1alpha1',
    kind: 'SealedSecret',
    metadata,
    spec: { encryptedData, template: { metadata, type: 'Opaque' } },
  };
  if (format === 'json') io.stdout.json(document);
  else io.stdout.yaml(writeYaml(document));
  io.stderr.lines(
    values
      .filter(([, value]) => value.at(-1) === 0x0a)
      .map(([field]) => `bulwark: ${field}: the value ends with a line break, which is sealed with it`),
  );
  return OK;
}

/** Keys and files. What stands in place of a file may be the value itself, so that messages name the key alone. */
function sourcesOf(given: readonly string[], problems: string[]): [key: string, file: string][] {
  const sources = given.map((item): [string, string] => {
    const at = item.indexOf('=');
    return at < 0 ? ['', item] : [item.slice(0, at), item.slice(at + 1)];
  });
  for (const [key, file] of sources) {
    if (key === '' || file === '') problems.push('--from-file: needs KEY=FILE');
    else problems.push(...dataKeyProblems(key).map((problem) => `--from-file: ${problem}`));
  }
  const keys = sources.map(([key]) => key);
  for (const key of new Set(keys.filter((one, index) => keys.indexOf(one) !== index)))
    problems.push(`--from-file: ${key} is given twice`);
  if (sources.filter(([, file]) => file === '-').length > 1)
    problems.push('--from-file: standard input has one value: needs - once at most');
  return sources;
}

async function valuesOf(
  files: readonly (readonly [string, string])[],
  io: Io,
): Promise<[key: string, value: Buffer][]> {
  const values: [string, Buffer][] = [];
  const problems: string[] = [];
  for (const [key, file] of files) {
    try {
      values.push([key, file === '-' ? await readAll(io.stdin) : readFileSync(resolve(io.cwd, file))]);
    } catch (error) {
      problems.push(`--from-file: the file of ${key} cannot be read: ${codeOf(error) ?? 'unknown'}`);
    }
  }
  const size = values.reduce((sum, [, value]) => sum + value.length, 0);
  for (const [key, value] of values) if (value.length === 0) problems.push(`--from-file: ${key} is empty`);
  if (size > MOST) problems.push(`--from-file: found ${size} bytes; a Secret holds at most ${MOST}`);
  if (problems.length > 0) throw new UsageError(problems);
  return values;
}

async function readAll(stream: Io['stdin']): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream)
    chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** The key of a certificate that holds today: of another no value can be opened. */
function publicKeyOf(path: string, shown: string, now: Date): KeyObject {
  const text = readCertificate(path, shown);
  if (text.includes('PRIVATE KEY'))
    throw new UsageError([
      `${shown}: has a private key; needs the certificate alone. Keep that file in the cluster`,
    ]);
  const certificate = parsed(text, shown);
  const { publicKey, validFrom, validTo } = certificate;
  const bits = publicKey.asymmetricKeyDetails?.modulusLength ?? 0;
  if (publicKey.asymmetricKeyType !== 'rsa' || bits < LEAST_BITS)
    throw new UsageError([
      `${shown}: needs an RSA key of ${LEAST_BITS} bits or more, as the controller makes it`,
    ]);
  if (now < new Date(validFrom) || now > new Date(validTo))
    throw new UsageError([
      `${shown}: holds from ${validFrom} to ${validTo}; ask the controller for its present one`,
    ]);
  return publicKey;
}

function readCertificate(path: string, shown: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError([`${shown}: cannot be read: ${codeOf(error) ?? 'unknown'}`]);
  }
}

function parsed(text: string, shown: string): X509Certificate {
  try {
    return new X509Certificate(text);
  } catch {
    throw new UsageError([
      `${shown}: no certificate; needs a PEM file, as the controller serves it at /v1/cert.pem`,
    ]);
  }
}

/**
 * A value as the controller opens it: the length of the encrypted key in two bytes, a new key that RSA-OAEP encrypts, and the value
 * under that key by AES-256-GCM. The key is for this value alone, so that the nonce is zero. The label binds it to name and
 * namespace. Source: github.com/bitnami-labs/sealed-secrets, pkg/crypto, and its strict scope.
 */
export function sealed(value: Uint8Array, label: string, publicKey: KeyObject): string {
  const session = randomBytes(SESSION_KEY);
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  const wrapped = publicEncrypt(
    { key: publicKey, padding, oaepHash: 'sha256', oaepLabel: Buffer.from(label) },
    session,
  );
  const length = Buffer.alloc(2);
  length.writeUInt16BE(wrapped.length);
  const cipher = createCipheriv('aes-256-gcm', session, Buffer.alloc(NONCE));
  const body = Buffer.concat([cipher.update(value), cipher.final(), cipher.getAuthTag()]);
  session.fill(0);
  return Buffer.concat([length, wrapped, body]).toString('base64');
}
