import { isAbsent, isPlain, type PlainObject } from '../manifest/plain';
import { checkObjectMetadata, checkPodSpec, checkSchema, type SchemaProblem } from '../manifest/schema-check';
import { hasOpaque, type LeafPath, opaquePaths } from './opaque';
import type { PodInput } from './pod-view';
import { describeValue } from './values';

/** What is between a pod as plain data and a pod as the API understands it. */
export interface Decoded {
  /** Values of a wrong type: the API server refuses the object. Each names its path, what was found and needed. */
  readonly refused: readonly string[];
  /** Fields that the API does not know and drops. */
  readonly dropped: readonly string[];
  /** Leaves whose value is not known yet, as paths from the pod. */
  readonly unread: readonly LeafPath[];
}

const NONE: readonly never[] = Object.freeze([]);
const CLEAN: Decoded = Object.freeze({ refused: NONE, dropped: NONE, unread: NONE });

const POD_FIELDS: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'spec', 'status']);
const TEMPLATE_FIELDS: ReadonlySet<string> = new Set(['metadata', 'spec']);

/**
 * Decodes a pod as the API does, types and all. A field that is missing is not a problem, nor is null in a list: the
 * API reads both as empty.
 * @param path where the pod is in its object: empty for a Pod, `spec.template` for a Deployment
 */
export function decodePod(pod: PodInput, path: string): Decoded {
  const base = path === '' ? '' : `${path}.`;
  const problems = [
    ...checkObjectMetadata(pod.metadata, `${base}metadata`),
    ...checkPodSpec(pod.spec, `${base}spec`),
  ];
  const unknown = unknownKeys(pod, path === '' ? POD_FIELDS : TEMPLATE_FIELDS);
  const opaque = hasOpaque(pod);
  if (problems.length === 0 && unknown.length === 0 && !opaque) return CLEAN;
  return {
    refused: problems.filter(isRefused).map(problemText),
    dropped: [
      ...unknown.map((key) => `${base}${key}: found an unknown field; needs metadata and spec`),
      ...problems.filter(isDropped).map(droppedText),
    ],
    unread: opaque ? opaquePaths(pod) : NONE,
  };
}

/**
 * Values of a wrong type in an object outside of its pod (`replicas: "3"`): the API server refuses the object all the
 * same.
 * @param template steps from the object to the pod, none for a Pod
 */
export function refusedAround(manifest: PlainObject, template: readonly string[]): string[] {
  return checkSchema(withoutPod(manifest, template), { kubernetes: 'latest' })
    .filter(isRefused)
    .map(problemText);
}

function withoutPod(owner: PlainObject, [step, ...rest]: readonly string[]): PlainObject {
  if (step === undefined) return { ...owner, metadata: undefined, spec: undefined };
  const next = owner[step];
  return isPlain(next) ? { ...owner, [step]: withoutPod(next, rest) } : owner;
}

function unknownKeys(pod: PodInput, known: ReadonlySet<string>): string[] {
  return Object.entries(pod).flatMap(([key, value]) => (known.has(key) || isAbsent(value) ? [] : [key]));
}

function isRefused({ type, found }: SchemaProblem): boolean {
  return type === 'wrong-type' && found !== null;
}

function isDropped({ type }: SchemaProblem): boolean {
  return type === 'unknown-field' || type === 'not-served';
}

function problemText({ path, found, needs }: SchemaProblem): string {
  return `${path}: found ${describeValue(found)}; needs ${needs}`;
}

function droppedText({ path, needs }: SchemaProblem): string {
  return `${path}: found a field that the API drops; needs ${needs}`;
}
