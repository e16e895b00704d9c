import { BulwarkError } from '../core/errors';
import { flattenList } from '../core/manifest/lists';
import { isPlain, type PlainObject } from '../core/manifest/plain';
import { writeDocuments } from '../core/yaml';
import { withoutChurn } from './churn';
import { jestExpect, type MatcherAnswer, type MatcherContext, type SnapshotSerializer } from './jest-expect';
import { subjectOf } from './subject';

/** The text that a manifest snapshot holds. A class of its own, so that no other snapshot changes its form. */
class ManifestText {
  constructor(readonly text: string) {}
}

/**
 * Writes manifests into snapshots as canonical YAML without churn. Importing `bulwark/jest` registers it for
 * `toMatchManifestSnapshot` only; with `expect.addSnapshotSerializer(manifestSerializer)` it also serves
 * `toMatchSnapshot` of manifests and lists of manifests.
 */
export const manifestSerializer: SnapshotSerializer = {
  test: (value) => value instanceof ManifestText || isManifests(value),
  print: (value) => (value instanceof ManifestText ? value.text : textOf(manifestsIn(value))),
};

/** As {@link manifestSerializer}, for what `toMatchManifestSnapshot` hands over alone. */
export const matcherSerializer: SnapshotSerializer = {
  test: (value) => value instanceof ManifestText,
  print: manifestSerializer.print,
};

/**
 * Compares the objects with the snapshot of the test, as canonical YAML without what changes at every release.
 * Writes it where there is none, as `toMatchSnapshot` does; a difference is reported by Jest itself.
 * @param hint tells several snapshots of one test apart
 */
export function toMatchManifestSnapshot(
  this: MatcherContext,
  received: unknown,
  hint?: string,
): MatcherAnswer {
  if (!isMatcherContext(this)) {
    throw new BulwarkError('toMatchManifestSnapshot is no function by itself', [
      'needs Jest: expect(app).toMatchManifestSnapshot()',
    ]);
  }
  if (this.isNot === true) {
    throw new BulwarkError('toMatchManifestSnapshot: found .not, which no snapshot can prove', []);
  }
  const { objects, snapshot } = subjectOf(received);
  const text = textOf(snapshot?.() ?? objects.map(({ manifest }) => manifest));
  const expect = jestExpect();
  const { assertionCalls } = expect.getState();
  try {
    const assertion = expect(new ManifestText(text));
    // Jest takes an explicit undefined for properties.
    if (hint === undefined) assertion.toMatchSnapshot();
    else assertion.toMatchSnapshot(hint);
  } finally {
    // The inner call is not one of the test's own assertions.
    expect.setState({ assertionCalls });
  }
  return { pass: true, message: () => '' };
}

function textOf(manifests: readonly PlainObject[]): string {
  return writeDocuments(manifests.map(withoutChurn)).trimEnd();
}

function isManifests(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 && value.every(isManifest) : isManifest(value);
}

function isManifest(value: unknown): value is PlainObject {
  return isPlain(value) && typeof value.apiVersion === 'string' && typeof value.kind === 'string';
}

function manifestsIn(value: unknown): PlainObject[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter(isManifest).flatMap((manifest) => flattenList(manifest));
}

function isMatcherContext(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'snapshotState' in value;
}
