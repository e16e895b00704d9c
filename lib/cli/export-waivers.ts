import { relative, resolve } from 'node:path';
import type { ClusterProfile } from '../core/cluster/profile';
import { refOf } from '../core/manifest/identity';
import { isPlain, listAt, type PlainObject } from '../core/manifest/plain';
import type { KindRegistry } from '../core/manifest/registry';
import {
  type ExportedSuppression,
  exportedSuppressions,
  gatekeeperMatches,
  kyvernoExceptions,
  skipPatches,
  trivyIgnore,
} from '../core/report/exporters';
import { type Report, type ReportedObject, reportedObject } from '../core/report/report';
import { writeDocuments, writeYaml } from '../core/yaml';
import { writeFileAtomic } from '../writer/atomic';
import { fileOf } from './environment-parts';
import { messageOfError } from './errors';
import { type Io, UsageError } from './io';

/** An object with the file that holds it, relative to the folder that a scanner is pointed at. */
export interface PlacedObject {
  readonly manifest: PlainObject;
  readonly file: string | undefined;
}

/** What of a run is exported. */
interface Exportable {
  readonly suppressions: readonly ExportedSuppression[];
  readonly objects: readonly PlacedObject[];
  readonly pathOf: (object: ReportedObject) => string | undefined;
}

/** The programs that take exceptions, with the text of the file that each of them reads. */
const PROGRAMS: Readonly<Record<string, (given: Exportable) => string>> = {
  trivy: ({ suppressions, pathOf }) => trivyIgnore(suppressions, pathOf),
  kyverno: ({ suppressions }) => writeDocuments(kyvernoExceptions(suppressions)),
  gatekeeper: ({ suppressions }) => writeYaml(gatekeeperMatches(suppressions)),
  checkov: ({ suppressions, objects }) => patches(objects, suppressions, 'checkov'),
  'kube-score': ({ suppressions, objects }) => patches(objects, suppressions, 'kubeScore'),
};

/** The names of those programs, for the help. */
export const EXPORT_PROGRAMS: readonly string[] = Object.keys(PROGRAMS);

/** A file that waivers go to. */
export interface ExportTarget {
  readonly file: string;
  readonly write: (given: Exportable) => string;
}

/**
 * Reads `trivy=FILE` and the like.
 * @throws UsageError for programs that are not known, and where a file is missing or named twice
 */
export function exportTargets(given: readonly string[] = []): ExportTarget[] {
  const problems: string[] = [];
  const files = new Set<string>();
  const targets = given.flatMap((text): ExportTarget[] => {
    const at = text.indexOf('=');
    const [program, file] = at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
    const write = Object.hasOwn(PROGRAMS, program) ? PROGRAMS[program] : undefined;
    const needs = `PROGRAM=FILE, and one of ${EXPORT_PROGRAMS.join(', ')}`;
    if (write === undefined || file === '')
      problems.push(`--export-waivers: found ${JSON.stringify(text)}; needs ${needs}`);
    else if (files.has(file))
      problems.push(`--export-waivers: found ${file} twice; needs a file for each program`);
    files.add(file);
    return write === undefined ? [] : [{ file, write }];
  });
  if (problems.length > 0) throw new UsageError(problems);
  return targets;
}

/**
 * The files of one environment, whose waivers hold nowhere else: `waivers.yaml` is `waivers.prod.yaml` there.
 * @param known all environments
 * @throws UsageError where two of them would be one file
 */
export function targetsOf(
  targets: readonly ExportTarget[],
  environment: string,
  known: readonly string[],
): ExportTarget[] {
  const files = targets.flatMap(({ file }) => known.map((name) => fileOf(file, name)));
  const twice = files.filter((file, at) => files.indexOf(file) < at);
  if (twice.length > 0)
    throw new UsageError(
      [...new Set(twice)].map(
        (file) => `--export-waivers: found ${file} twice; each environment has files of its own`,
      ),
    );
  return targets.map((target) => ({ ...target, file: fileOf(target.file, environment) }));
}

/** Writes what a report suppresses for other programs, each file whole or not at all. */
export function exportWaivers(
  targets: readonly ExportTarget[],
  report: Pick<Report, 'suppressed'>,
  cluster: Pick<ClusterProfile, 'registries'>,
  { objects, registry }: { readonly objects: readonly PlacedObject[]; readonly registry?: KindRegistry },
  io: Pick<Io, 'cwd'>,
): void {
  if (targets.length === 0) return;
  const files = new Map(
    objects.map(({ manifest, file }) => [keyOf(reportedObject(refOf(manifest, registry))), file]),
  );
  const manifests = objects.map(({ manifest }) => manifest);
  const suppressions = exportedSuppressions(report, cluster, manifests);
  const given = { suppressions, objects, pathOf: (object: ReportedObject) => files.get(keyOf(object)) };
  const strings = targets.map(({ file, write }) => ({ file, text: write(given) }));
  for (const { file, text } of strings) {
    try {
      writeFileAtomic(resolve(io.cwd, file), text);
    } catch (error) {
      throw new UsageError([`--export-waivers: ${file}: ${messageOfError(error)}`]);
    }
  }
}

/** The registries of the cluster that a report names; none where it names no cluster. */
export function clusterIn(
  rules: { readonly cluster: PlainObject } | null | undefined,
): Pick<ClusterProfile, 'registries'> {
  const registries = isPlain(rules?.cluster) ? listAt(rules.cluster, 'registries') : [];
  return { registries: registries.filter((item) => typeof item === 'string') };
}

/** A file relative to the folder that was named and holds it; its own name where the file itself was named. */
export function belowNamed(file: string, names: readonly string[]): string | undefined {
  if (file === '-') return undefined;
  const folder = names.find((name) => name !== file && !relative(name, file).startsWith('..'));
  return (folder === undefined ? file.replace(/^.*[\\/]/, '') : relative(folder, file)).replaceAll('\\', '/');
}

function patches(
  objects: readonly PlacedObject[],
  suppressions: readonly ExportedSuppression[],
  scanner: 'checkov' | 'kubeScore',
): string {
  return writeDocuments(
    skipPatches(
      objects.map(({ manifest }) => manifest),
      suppressions,
      scanner,
    ),
  );
}

function keyOf({ apiVersion, kind, namespace, name, generateName }: ReportedObject): string {
  return JSON.stringify([apiVersion, kind, namespace, name, generateName ?? null]);
}
