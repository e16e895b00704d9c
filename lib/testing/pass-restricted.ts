import { checkOptions } from '../core/check-input';
import { controls } from '../core/controls';
import type { Judged } from '../core/engine/evaluate';
import type { Finding } from '../core/engine/finding';
import { messageOf } from '../core/engine/message';
import { BulwarkError } from '../core/errors';
import type { KindDeclaration } from '../core/kinds/declaration';
import { recordsOfDefinitions } from '../core/kinds/definitions';
import { knownKinds } from '../core/kinds/known';
import { parseRecords } from '../core/kinds/parse';
import type { Origin } from '../core/manifest/manifest-set';
import type { PlainObject } from '../core/manifest/plain';
import type { KindRegistry } from '../core/manifest/registry';
import { makesUnseen } from '../core/manifest/unseen-maker';
import { evaluateFound, type FoundPod, findPods } from '../core/pod-security';
import { anObject, listOf, type ShapeTable, text } from '../core/shape';
import type { MatcherAnswer } from './jest-expect';
import { subjectOf } from './subject';

/** What `toPassRestricted` may be told. */
export interface RestrictedOptions {
  /** The policy version, `v1.N` or `latest`. @default 'latest' */
  readonly version?: string;
  /** What custom resources carry that Bulwark does not know. @default those of the policy of the app, else none */
  readonly kinds?: readonly KindDeclaration[];
}

const OPTIONS: ShapeTable<RestrictedOptions> = { version: text, kinds: listOf(anObject) };

/**
 * Whether every pod passes Pod Security `restricted`, as admission judges it. What cannot be judged does not pass;
 * a subject without any pod is an error.
 */
export function toPassRestricted(received: unknown, options: RestrictedOptions = {}): MatcherAnswer {
  checkOptions('toPassRestricted', options, OPTIONS);
  const version = options.version ?? 'latest';
  const { objects, program, synthesis, uninspected = [] } = subjectOf(received);
  const kinds = options.kinds ?? program?.judges.flatMap(({ policy }) => policy.kinds) ?? [];
  const registry = registryOf(objects, kinds, synthesis?.registry ?? knownKinds);
  let pods = 0;
  const findings: Finding[] = [];
  for (const { manifest, origin } of objects) {
    if (makesUnseen(manifest)) continue;
    const found = findPods(manifest, registry);
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

/** What is known of the kinds of some objects: by us, by definitions among them, and by declarations. */
function registryOf(
  objects: readonly Judged[],
  kinds: readonly KindDeclaration[],
  known: KindRegistry,
): KindRegistry {
  const { records, problems } = parseRecords(kinds);
  if (problems.length > 0) throw new BulwarkError('toPassRestricted: kinds that cannot be read', problems);
  const definitions = recordsOfDefinitions(objects.map(({ manifest }) => manifest));
  return known.withRecords(definitions, 'definition').withRecords(records, 'policy');
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
  const verdict = evaluateFound(found, version).restricted;
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
