import { recordsOfDefinitions } from '../core/kinds/definitions';
import { knownKinds } from '../core/kinds/known';
import { isDeclaredPodless } from '../core/kinds/objects';
import { refOf } from '../core/manifest/identity';
import { flattenList } from '../core/manifest/lists';
import { isPlain, type PlainObject } from '../core/manifest/plain';
import type { KindRegistry } from '../core/manifest/registry';
import {
  type PodSecurityRecord,
  PolicyVersionError,
  podSecurityRecords,
  policyMinor,
} from '../core/pod-security';
import { type DocumentFile, readDocuments } from './inputs/documents';
import { leftOutLines } from './inputs/left-out';
import { Selection, type SelectionOptions } from './inputs/selection';
import type { Io } from './io';
import { kindsFrom } from './kinds-file';
import { kindsLines } from './kinds-text';

/** Options of `bulwark pod-security`. */
export interface PodSecurityOptions extends SelectionOptions {
  /** `latest` or `v1.N`. */
  readonly policyVersion: string;
  readonly format: 'text' | 'json';
  /** A file that says what custom resources carry. */
  readonly kinds?: string;
}

/** Exit codes: all pass restricted; some do not; something was unreadable or unknown. */
const ALL_PASS = 0;
const SOME_FAIL = 1;
const NOT_KNOWN = 2;

/**
 * `bulwark pod-security [FILES | -]`: what the Pod Security Standards say of the manifests, without a cluster.
 * Folders are walked for `*.yaml`, `*.yml` and `*.json`; `-`, or no file, is standard input. JSON output is an array of
 * records and nothing else; what could not be read is on standard error.
 * @returns the exit code: 0 all pass restricted, 1 some do not, 2 something was unreadable or unknown
 */
export async function podSecurity(
  files: readonly string[],
  options: PodSecurityOptions,
  io: Io,
): Promise<number> {
  const { policyVersion: version, format } = options;
  const problem = optionProblem(version, format);
  if (problem !== undefined) {
    io.stderr.lines([problem]);
    return NOT_KNOWN;
  }
  const documents = await readDocuments(files, new Selection(options, io.cwd), io);
  const readings = documents.files.map(({ reading }) => reading);
  const registry = registryFor(documents.files, options, io);
  const records = documents.files.flatMap((file) => recordsOf(file, version, registry));
  const unreadable = readings.flatMap((reading) => reading.problems.map(({ message }) => message));
  const problems = [...documents.problems, ...unreadable];
  // JSON is an array of records and nothing else.
  const leftOut = [...leftOutLines(documents.leftOut), ...declaredLines(documents.files, registry)];
  io.stderr.lines(format === 'json' ? [...problems, ...leftOut] : problems);
  if (format === 'json') io.stdout.json(records);
  else io.stdout.lines([...linesOf(records, version), ...leftOut]);
  if (manifestsOf(documents.files).length === 0 && problems.length === 0) {
    io.stderr.lines(['bulwark: found no objects; needs at least one manifest']);
    return NOT_KNOWN;
  }
  return problems.length > 0 ? NOT_KNOWN : exitCode(records);
}

function optionProblem(version: string, format: string): string | undefined {
  if (format !== 'text' && format !== 'json')
    return `--format: found ${JSON.stringify(format)}; needs text or json`;
  try {
    policyMinor(version);
  } catch (error) {
    if (error instanceof PolicyVersionError) return error.message;
    throw error;
  }
  return undefined;
}

function recordsOf(
  { file, reading }: DocumentFile,
  version: string,
  registry: KindRegistry,
): PodSecurityRecord[] {
  return reading.documents.flatMap(({ value, index }) =>
    podSecurityRecords(value, { file, document: index, version, registry }),
  );
}

function manifestsOf(files: readonly DocumentFile[]): PlainObject[] {
  return files.flatMap(({ reading }) =>
    reading.documents.flatMap(({ value }) => (isPlain(value) ? flattenList(value) : [])),
  );
}

/** What is known of custom resources: by us, by the definitions among what was read, and by the file of `--kinds`. */
function registryFor(
  read: readonly DocumentFile[],
  { kinds }: PodSecurityOptions,
  io: Pick<Io, 'cwd'>,
): KindRegistry {
  const manifests = manifestsOf(read);
  return knownKinds
    .withRecords(recordsOfDefinitions(manifests), 'definition')
    .withRecords(kindsFrom(kinds, io), 'policy');
}

/** The objects that count as without pods because `--kinds` says so. */
function declaredLines(files: readonly DocumentFile[], registry: KindRegistry): string[] {
  const refs = manifestsOf(files).map((manifest) => refOf(manifest, registry));
  return kindsLines({ unjudged: [], declared: refs.filter((ref) => isDeclaredPodless(ref, registry)) });
}

function exitCode(records: readonly PodSecurityRecord[]): number {
  const standings = records.map(standingOf);
  if (records.some(({ baseline, restricted }) => baseline.allowed === null || restricted.allowed === null)) {
    return NOT_KNOWN;
  }
  return standings.every((standing) => standing === 'restricted') ? ALL_PASS : SOME_FAIL;
}

const STANDINGS = ['restricted', 'baseline', 'privileged', 'unknown'] as const;
type Standing = (typeof STANDINGS)[number];

/** The strictest level that a pod passes. */
function standingOf({ baseline, restricted }: PodSecurityRecord): Standing {
  if (restricted.allowed === true) return 'restricted';
  if (baseline.allowed === null) return 'unknown';
  if (baseline.allowed) return restricted.allowed === null ? 'unknown' : 'baseline';
  return 'privileged';
}

function linesOf(records: readonly PodSecurityRecord[], version: string): string[] {
  const lines = records.map((record) => {
    const standing = standingOf(record);
    const { baseline, restricted } = record;
    const why = standing === 'unknown' && baseline.allowed === null ? baseline.reason : restricted.reason;
    return `${standing.padEnd(10)}  ${subjectOf(record)}${why === '' ? '' : `: ${why}`}`;
  });
  const counts = STANDINGS.map(
    (standing) => `${records.filter((record) => standingOf(record) === standing).length} ${standing}`,
  );
  const noun = records.length === 1 ? 'object carries a pod' : 'objects carry a pod';
  const may = records.some((record) => standingOf(record) === 'unknown') ? ', or may carry one' : '';
  const summary = `${records.length} ${noun}${may}; strictest level passed at policy ${version}: ${counts.join(', ')}`;
  return [...lines, summary];
}

/** `web.yaml[0].items[2] Deployment shop/web`. */
function subjectOf({ file, document, item, kind, namespace, name }: PodSecurityRecord): string {
  const place = item === undefined ? '' : `.items[${item}]`;
  const full = namespace === null ? (name ?? '(no name)') : `${namespace}/${name ?? '(no name)'}`;
  return `${file}[${document}]${place} ${kind ?? '(no kind)'} ${full}`;
}
