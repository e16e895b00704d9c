import type { KindRegistry } from '../manifest/registry';
import type { PodVerdict } from './evaluate';
import { evaluateFound } from './found';
import { type FoundPod, findPods } from './pods';
import { policyMinor } from './version';

/** The verdict at one level. */
export interface LevelRecord {
  /** Null where it cannot be known; `reason` says why. */
  allowed: boolean | null;
  /** Upstream's check ids in byte order. */
  rejectedBy: string[];
  /** Upstream's text; empty when allowed. */
  reason: string;
}

/** What is said of one object that carries a pod. Plain data, ready for JSON. */
export interface PodSecurityRecord {
  /** As given; `-` is standard input. */
  file: string;
  /** The document in the file, counted from 0. */
  document: number;
  /** The place in a List, counted from 0; only for items of a List. */
  item?: number;
  /** Null where the object does not say. */
  kind: string | null;
  /** Null where the object does not say. */
  namespace: string | null;
  /** Null where the object does not say. */
  name: string | null;
  baseline: LevelRecord;
  restricted: LevelRecord;
}

/** Where a manifest was read, and the policy version that it is judged by. */
export interface RecordSource {
  readonly file: string;
  /** Counted from 0. */
  readonly document: number;
  /** `latest` or `v1.N`. */
  readonly version: string;
  /** What is known of custom resources. @default knownKinds */
  readonly registry?: KindRegistry;
}

/**
 * One record for every object of a manifest that carries a pod; none for other objects.
 * An object that should carry one and does not, or whose pod cannot be judged, has `allowed: null` and the reason.
 * @throws PolicyVersionError when the version is neither `latest` nor `v1.N`
 */
export function podSecurityRecords(manifest: unknown, source: RecordSource): PodSecurityRecord[] {
  policyMinor(source.version);
  return findPods(manifest, source.registry).map((found) => recordOf(found, source));
}

function recordOf(found: FoundPod, { file, document, version }: RecordSource): PodSecurityRecord {
  const { kind, namespace, name, item } = found;
  const { baseline, restricted } = evaluateFound(found, version);
  return {
    file,
    document,
    ...(item === undefined ? {} : { item }),
    kind,
    namespace,
    name,
    baseline: levelRecord(baseline),
    restricted: levelRecord(restricted),
  };
}

function levelRecord({ allowed, rejectedBy, reason }: PodVerdict): LevelRecord {
  return { allowed, rejectedBy: [...rejectedBy], reason };
}
