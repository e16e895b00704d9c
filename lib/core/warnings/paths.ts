import { type Gate, isOn } from '../validation/context';
import type { Field } from '../validation/field';

/** Files of one volume whose paths are the same, or one of which would have to be the folder of another. */
export function warnOfPaths(volume: Field): void {
  for (const name of ['configMap', 'secret', 'downwardAPI'])
    warnOfOverlaps(
      volume
        .in(name, 'items')
        .items()
        .map((item) => item.at('path')),
    );
  const sources = volume.in('projected', 'sources').items();
  for (const source of sources)
    if (isEmpty(source)) source.invalid('a source, such as configMap', 'remove the empty entry');
  warnOfOverlaps(sources.flatMap(pathsOf));
}

/** Sources that a version drops, as they belong to a gate that is off. */
const GATED: readonly (readonly [string, Gate])[] = [
  ['clusterTrustBundle', 'ClusterTrustBundleProjection'],
  ['podCertificate', 'PodCertificateRequest'],
];

/** Whether a source is empty, or has only what the version drops. */
function isEmpty(source: Field): boolean {
  if (source.isUnknown) return false;
  const kept = source.entries().filter(({ key, isSet, context }) => {
    const gate = GATED.find(([name]) => name === key)?.[1];
    return isSet && (gate === undefined || isOn(gate, context));
  });
  return kept.length === 0;
}

function pathsOf(source: Field): Field[] {
  const items = ['configMap', 'secret', 'downwardAPI'].flatMap((name) =>
    source
      .in(name, 'items')
      .items()
      .map((item) => item.at('path')),
  );
  const certificate = source.at('podCertificate');
  return [
    ...items,
    source.in('serviceAccountToken', 'path'),
    source.in('clusterTrustBundle', 'path'),
    certificate.at('certificateChainPath'),
    certificate.at('keyPath'),
    certificate.at('credentialBundlePath'),
  ];
}

/** Linear in the length of the paths: each path looks for its folders, and for what needs it as a folder. */
function warnOfOverlaps(paths: readonly Field[]): void {
  const files = new Map<string, string>();
  const folders = new Map<string, string>();
  for (const field of paths) {
    const path = field.text?.replace(/\/+$/, '') ?? '';
    if (path === '') continue;
    const parents = parentsOf(path);
    const other =
      files.get(path) ?? folders.get(path) ?? parents.map((parent) => files.get(parent)).find(Boolean);
    if (other !== undefined) field.invalid(`a path apart from that of ${other}`, 'choose another path');
    files.set(path, field.path);
    for (const parent of parents) folders.set(parent, field.path);
  }
}

function parentsOf(path: string): string[] {
  const parents: string[] = [];
  for (let slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1))
    parents.push(path.slice(0, slash));
  return parents;
}
