import { minorOf } from '../../cluster/profile';
import { homeOf, isNamed } from '../../manifest/identity';
import { IdentityIndex } from '../../manifest/identity-index';
import type { Entry, ManifestSet } from '../../manifest/manifest-set';
import { textOf } from '../../manifest/plain';
import { realPath } from '../../manifest/pod';
import { checkSchema, type SchemaOptions, type SchemaProblem } from '../../manifest/schema-check';
import { isSecretPath, NOT_SHOWN } from '../../manifest/secret-fields';
import { asDecrypted } from '../../manifest/sops';
import { isUnseenMaker } from '../../manifest/unseen-maker';
import { saysWhatIsMissing } from '../../validation/validate';
import type { CompiledPolicy } from '../compiled-policy';
import { describe } from '../describe';
import type { Finding } from '../finding';
import { contradictingAnnotations } from './annotations';
import { invalidObject } from './invalid';
import { mistakenForList } from './items';
import { templateFields, unknownKind } from './kinds';
import { limitRanges } from './limit-range';
import { inexactNumbers } from './numbers';
import { podProblems } from './pods';
import { unequalPorts } from './ports';
import type { Take, ValidationProblem } from './problem';
import { danglingReferences } from './references';
import { selectorCollisions } from './selectors';

/**
 * What is wrong with a set whatever the policy says, because the API server or the cluster would refuse it:
 * fields that the API does not know or of a wrong type, names and labels, two objects with one identity, selectors
 * that match the pods of other workloads, references to objects of ours that are not there. No waiver suppresses these.
 */
export function validationProblems(set: ManifestSet, compiled: CompiledPolicy): Finding[] {
  const { findings, takeFor } = takings();
  const seen = new IdentityIndex<Entry>();
  const options = { kubernetes: compiled.cluster.kubernetes, registry: compiled.registry };
  const minor = minorOf(compiled.cluster.kubernetes);
  for (const entry of set.entries) {
    if (isUnseenMaker(entry.ref)) continue;
    const take = takeFor(entry);
    judgeAlone(entry, options, minor, take);
    podProblems(entry, take);
    const first = firstOf(set, seen, entry);
    if (first !== undefined) take(duplicate(entry, first));
    danglingReferences(entry, set, take);
    selectorCollisions(entry, set, take);
    limitRanges(entry, set, compiled.cluster, takeFor);
    unequalPorts(entry, set, compiled.cluster, take);
  }
  return findings;
}

/** The part of it that looks at one object alone: its kind, and fields that the API does not know, of a wrong type or value. */
export function schemaProblems(set: ManifestSet, compiled: CompiledPolicy): Finding[] {
  const { findings, takeFor } = takings();
  const options = { kubernetes: compiled.cluster.kubernetes, registry: compiled.registry };
  const minor = minorOf(compiled.cluster.kubernetes);
  for (const entry of set.entries) {
    if (!isUnseenMaker(entry.ref)) judgeAlone(entry, options, minor, takeFor(entry));
  }
  return findings;
}

function judgeAlone(entry: Entry, options: SchemaOptions, minor: number, take: Take): void {
  const manifest = asDecrypted(entry.manifest);
  const problems = checkSchema(manifest, options);
  const schema = saysWhatIsMissing(entry.ref) ? problems.filter(({ type }) => type !== 'missing') : problems;
  for (const problem of schema) takeSchema(problem, take);
  mistakenForList(entry, schema, take);
  inexactNumbers(entry, take);
  contradictingAnnotations(entry, take);
  invalidObject({ manifest, ref: entry.ref }, schema, minor, take);
  unknownKind(entry, take);
  templateFields(entry, take);
}

function takings(): { readonly findings: Finding[]; readonly takeFor: (entry: Entry) => Take } {
  const findings: Finding[] = [];
  return {
    findings,
    takeFor: (entry) => (problem) => {
      findings.push(findingOf(entry, problem));
    },
  };
}

function takeSchema(problem: SchemaProblem, take: Take): void {
  if (problem.type === 'unknown-kind') return;
  const unknown = problem.type === 'unknown-field';
  const fix = unknown ? 'remove the field, or spell it as the API does' : 'write what the API takes';
  const { path, found, needs } = problem;
  take({ rule: 'schema', path, found, needs, fix, unknown: problem.type === 'opaque' });
}

/**
 * An object before this one with the same identity. Objects whose names someone makes up are never the same.
 * @param seen objects with the identity of one whose name is made up
 */
function firstOf(set: ManifestSet, seen: IdentityIndex<Entry>, entry: Entry): Entry | undefined {
  if (entry.autonamed || !isNamed(entry.ref)) return undefined;
  const first = set.get(entry.ref);
  if (first?.autonamed === true) return seen.learn(entry.ref, entry);
  return first === entry ? undefined : first;
}

function duplicate(entry: Entry, first: Entry): ValidationProblem {
  const where = first.origin.construct ?? first.origin.file;
  const implied =
    entry.ref.namespace === first.ref.namespace ? '' : `, since no namespace means ${homeOf(entry.ref)}`;
  return {
    rule: 'duplicate-object',
    path: 'metadata.name',
    found: `a second object with the same kind, namespace and name${where === undefined ? '' : ` as the one at ${where}`}${implied}`,
    needs: 'one object for each kind, namespace and name',
    fix: 'give one of the two another id or name',
    text: true,
  };
}

function findingOf(entry: Entry, problem: ValidationProblem): Finding {
  return {
    control: problem.rule,
    severity: 'high',
    object: entry.ref,
    origin: entry.origin,
    path: realPath(entry.pods, problem.path),
    verdict: problem.unknown === true ? 'unknown' : 'fail',
    found: foundIn(entry, problem),
    needs: problem.needs,
    fix: problem.fix,
    waivable: false,
    ...(problem.settled === true ? { settled: true } : {}),
  };
}

/** What was found, in words. What a Secret holds is in no message: those end in logs. */
function foundIn({ ref }: Entry, { found, path, text }: ValidationProblem): string {
  if (text === true) return textOf(found);
  return found !== undefined && isSecretPath(ref.kind, path) ? NOT_SHOWN : describe(found);
}
