import { controls } from '../core/controls';
import type { Finding } from '../core/engine/finding';
import { messageOf } from '../core/engine/message';
import { BulwarkError } from '../core/errors';
import type { Origin } from '../core/manifest/manifest-set';
import type { PlainObject } from '../core/manifest/plain';
import { evaluatePod, type FoundPod, findPods } from '../core/pod-security';
import type { MatcherAnswer } from './jest-expect';
import { subjectOf } from './subject';

/** What `toPassRestricted` may be told. */
export interface RestrictedOptions {
  /** The policy version, `v1.N` or `latest`. @default 'latest' */
  readonly version?: string;
}

/**
 * Whether every pod passes Pod Security `restricted`, as admission judges it. What cannot be judged does not pass;
 * a subject without any pod is an error.
 */
export function toPassRestricted(received: unknown, options: RestrictedOptions = {}): MatcherAnswer {
  const version = options.version ?? 'latest';
  const { objects, uninspected = [] } = subjectOf(received);
  let pods = 0;
  const findings: Finding[] = [];
  for (const { manifest, origin } of objects) {
    const found = findPods(manifest);
    pods += found.length;
    for (const pod of found) findings.push(...findingsOf(pod, manifest, origin ?? {}, version));
  }
  if (pods === 0 && uninspected.length === 0)
    throw new BulwarkError('toPassRestricted: found no pod', ['needs an object that carries one']);
  const level = `restricted at ${version}`;
  const message = (): string =>
    findings.length + uninspected.length === 0
      ? `expected a pod that ${level} refuses, but it admits all ${pods}`
      : [
          `expected every pod to pass ${level}`,
          ...[...findings.map(messageOf), ...uninspected].map((text) => `  - ${text}`),
        ].join('\n');
  return { pass: findings.length + uninspected.length === 0, message };
}

function findingsOf(found: FoundPod, manifest: PlainObject, origin: Origin, version: string): Finding[] {
  const { pod, path, problem } = found;
  const needs = `a pod that passes restricted at ${version}`;
  const base = {
    origin,
    path,
    severity: 'high',
    needs,
    waivable: false,
    object: objectOf(found, manifest),
  } as const;
  const unknown = (why: string): Finding => ({
    ...base,
    control: 'pod-security-restricted',
    verdict: 'unknown',
    found: why,
    fix: 'write what the API takes',
  });
  if (pod === undefined) return [unknown(problem ?? 'no pod')];
  const verdict = evaluatePod(pod, { level: 'restricted', version, path });
  if (verdict.allowed === true) return [];
  if (verdict.allowed === null) return (verdict.undecidable ?? [verdict.reason]).map(unknown);
  return verdict.results.map(({ check, reason, detail }) => ({
    ...base,
    control: check,
    verdict: 'fail',
    found: detail === '' ? reason : `${reason} (${detail})`,
    fix: controls.find(({ refs }) => refs.podSecurity?.includes(check))?.fix ?? 'use a SecureDeployment',
  }));
}

function objectOf({ kind, namespace, name }: FoundPod, manifest: PlainObject): Finding['object'] {
  const apiVersion = typeof manifest.apiVersion === 'string' ? manifest.apiVersion : '';
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  return { apiVersion, group, kind: kind ?? '', namespace: namespace ?? undefined, name: name ?? '' };
}
