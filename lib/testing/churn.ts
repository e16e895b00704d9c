import { canonical } from '../core/manifest/canonical';
import { isPlain, type PlainObject, put } from '../core/manifest/plain';
import { formerName, WAIVED_ANNOTATION } from '../core/well-known';

const DIGEST = /@(sha256|sha384|sha512):[0-9a-f]{64,128}/g;

/** Labels that change with every release. */
const VERSION_LABELS: ReadonlySet<string> = new Set(['app.kubernetes.io/version', 'helm.sh/chart']);

/** Annotations that change with content which is elsewhere, and those that tell when something ran. */
const CHECKSUM = /checksum|(?:^|[/.-])(?:hash|sha|sha1|sha256|md5)$|^bulwark\/config$|\/restartedAt$/;

const WAIVED: readonly string[] = [WAIVED_ANNOTATION, formerName(WAIVED_ANNOTATION)];
const UNTIL = /until \d{4}-\d{2}-\d{2}/g;

/** What the API server writes. */
const SERVER_FIELDS = [
  'creationTimestamp',
  'generation',
  'managedFields',
  'resourceVersion',
  'selfLink',
  'uid',
];

/**
 * An object in canonical form without what changes from release to release although nobody decided anything: digests of
 * images, checksums, version labels, the dates of waivers, and what the API server writes. Image tags stay: they are
 * the one line that a release is about.
 * @returns a new object; the given one is not touched
 */
export function withoutChurn(manifest: PlainObject): PlainObject {
  const { status: _status, ...desired } = canonical(manifest);
  const quiet = withoutChurnIn(desired);
  return isPlain(quiet) ? quiet : desired;
}

function withoutChurnIn(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(DIGEST, '@$1:<digest>');
  if (Array.isArray(value)) return value.map(withoutChurnIn);
  if (!isPlain(value)) return value;
  const copy: PlainObject = {};
  for (const [key, item] of Object.entries(value)) {
    put(copy, key, key === 'metadata' && isPlain(item) ? quietMetadata(item) : withoutChurnIn(item));
  }
  return copy;
}

function quietMetadata(metadata: PlainObject): PlainObject {
  const copy: PlainObject = {};
  for (const [key, item] of Object.entries(metadata)) {
    if (SERVER_FIELDS.includes(key)) continue;
    const strings = (key === 'labels' || key === 'annotations') && isPlain(item);
    put(copy, key, strings ? quietStrings(item) : withoutChurnIn(item));
  }
  return copy;
}

function quietStrings(strings: PlainObject): PlainObject {
  const copy: PlainObject = {};
  for (const [key, value] of Object.entries(strings)) put(copy, key, quietString(key, value));
  return copy;
}

function quietString(key: string, value: unknown): unknown {
  if (VERSION_LABELS.has(key)) return '<version>';
  if (CHECKSUM.test(key)) return '<checksum>';
  if (WAIVED.includes(key) && typeof value === 'string') return value.replace(UNTIL, 'until <date>');
  return withoutChurnIn(value);
}
