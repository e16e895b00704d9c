import { isAbsent, isPlain, type PlainObject } from '../../manifest/plain';
import { podControl, type Report } from '../control';
import { fieldAt } from '../field';

export interface Params {
  /** Keys of annotations that pods may carry; `*` stands for whatever text. Empty: every key. */
  readonly annotations: readonly string[];
  /** Annotations that pods must carry. */
  readonly requiredAnnotations: readonly string[];
  /** Values that a label or annotation may have where it is set; `*` stands for any text. */
  readonly values: Readonly<Record<string, readonly string[]>>;
}

const DEFAULTS: Params = { annotations: [], requiredAnnotations: [], values: {} };

/** Whether a string has the form of a pattern, in which `*` stands for any text. */
function fits(text: string, pattern: string): boolean {
  const parts = pattern.split('*');
  const first = parts[0] ?? '';
  const last = parts.length > 1 ? (parts[parts.length - 1] ?? '') : '';
  if (parts.length === 1) return text === pattern;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length)
    return false;
  const end = text.length - last.length;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const next = text.indexOf(part, at);
    if (next < 0 || next + part.length > end) return false;
    at = next + part.length;
  }
  return true;
}

function checkAnnotations(path: string, annotations: PlainObject, params: Params, report: Report): void {
  if (params.annotations.length > 0) {
    for (const key of Object.keys(annotations)) {
      if (
        params.annotations.some((pattern) => fits(key, pattern)) ||
        params.requiredAnnotations.includes(key)
      )
        continue;
      const needs = `annotations out of ${params.annotations.join(', ')}`;
      report({ path: `${path}['${key}']`, found: annotations[key], needs, finding: key });
    }
  }
  for (const key of params.requiredAnnotations) {
    const found = fieldAt(annotations, key);
    if (typeof found === 'string' && found !== '') continue;
    report({ path: `${path}['${key}']`, found, needs: 'a value', finding: key });
  }
}

function checkValues(path: string, map: PlainObject, params: Params, report: Report): void {
  for (const [key, allowed] of Object.entries(params.values)) {
    const found = fieldAt(map, key);
    if (isAbsent(found) || (typeof found === 'string' && allowed.some((pattern) => fits(found, pattern))))
      continue;
    report({ path: `${path}['${key}']`, found, needs: allowed.join(' or '), finding: key });
  }
}

/** Judges the metadata of the pod, not of what carries it. Source: Gatekeeper library, K8sRequiredAnnotations; Kyverno `allowed-annotations`. */
export const allowedMetadataValues = podControl({
  id: 'allowed-metadata-values',
  title: 'Labels and annotations have allowed values',
  category: 'pod',
  severity: 'medium',
  why: 'Annotations configure controllers (identities, proxies, policy exceptions), and labels decide selectors and cost reports: an arbitrary value can bypass them.',
  fix: 'write keys and values that the policy allows into metadata.annotations and metadata.labels of the pod',
  code: 'use keys and values in podAnnotations and labels that the policy allows',
  refs: {
    kyverno: [
      'allowed-annotations',
      'restrict-annotations',
      'metadata-match-regex',
      'allowed-label-changes',
      'require-annotations',
    ],
    gatekeeper: ['requiredannotations'],
  },
  params: DEFAULTS,
  active: ({ params }) =>
    params.annotations.length > 0 ||
    params.requiredAnnotations.length > 0 ||
    Object.keys(params.values).length > 0,
  check(pod, report, { params }) {
    for (const field of ['annotations', 'labels'] as const) {
      const path = `${pod.metadataPath}.${field}`;
      const found = pod.metadata[field] ?? {};
      if (!isPlain(found)) report({ path, found, needs: 'keys with strings', finding: field });
      else {
        if (field === 'annotations') checkAnnotations(path, found, params, report);
        checkValues(path, found, params, report);
      }
    }
  },
  examples: {
    good: [
      { note: 'nothing asked for', metadata: { annotations: { note: 'any' } } },
      {
        params: { annotations: ['example.com/*'] },
        metadata: { annotations: { 'example.com/owner': 'web' } },
      },
      { params: { values: { env: ['prod', 'test-*'] } }, metadata: { labels: { env: 'test-7' } } },
      { note: 'where it is set', params: { values: { env: ['prod'] } } },
    ],
    bad: [
      {
        params: { annotations: ['example.com/*'] },
        metadata: { annotations: { 'example.org/owner': 'web' } },
      },
      { params: { requiredAnnotations: ['example.com/owner'] } },
      { params: { values: { env: ['prod', 'test-*'] } }, metadata: { labels: { env: 'dev' } } },
      { note: 'not a string', params: { values: { env: ['*'] } }, metadata: { labels: { env: 7 } } },
      { note: 'not keys', params: { requiredAnnotations: ['a'] }, metadata: { annotations: 'a=b' } },
    ],
  },
});
