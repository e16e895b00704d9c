import { identityKey } from '../manifest/identity';
import { objectAt, objectsAt, type PlainObject, stringAt } from '../manifest/plain';
import { checkSchema, type SchemaProblem } from '../manifest/schema-check';
import { describe } from './describe';
import type { Engine } from './engine';
import type { Finding } from './finding';
import type { Entry, ManifestSet } from './manifest-set';
import { metadataProblems } from './metadata';

/** What one rule of the structure found at one place. */
export interface StructureProblem {
  readonly rule: 'schema' | 'duplicate-object' | 'invalid-name' | 'dangling-reference';
  readonly path: string;
  readonly found: unknown;
  readonly needs: string;
  readonly fix: string;
  readonly unknown?: boolean;
}

/**
 * What is wrong with a set whatever the policy says, because the API server or the cluster would refuse it:
 * fields that the API does not know or of a wrong type, names and labels, two objects with one identity,
 * references to objects of ours that are not there. No waiver excuses these.
 */
export function structureProblems(set: ManifestSet, engine: Engine): Finding[] {
  const findings: Finding[] = [];
  const seen = new Map<string, Entry>();
  const options = { kubernetes: engine.cluster.kubernetes, registry: engine.registry };
  for (const entry of set.entries) {
    const take = (problem: StructureProblem): void => {
      findings.push(findingOf(entry, problem));
    };
    for (const problem of checkSchema(entry.manifest, options)) takeSchema(problem, take);
    for (const problem of metadataProblems(entry.manifest, entry.ref)) take(problem);
    const key = identityKey(entry.ref);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, entry);
    else take(duplicate(first));
    dangling(entry, set, take);
  }
  return findings;
}

function takeSchema(problem: SchemaProblem, take: (problem: StructureProblem) => void): void {
  if (problem.type === 'unknown-kind' || problem.type === 'opaque') return;
  take({
    rule: 'schema',
    path: problem.path,
    found: problem.found,
    needs: problem.needs,
    fix:
      problem.type === 'unknown-field'
        ? 'remove the field, or spell it as the API does'
        : 'write what the API takes',
  });
}

function duplicate(first: Entry): StructureProblem {
  const where = first.origin.construct ?? first.origin.file;
  return {
    rule: 'duplicate-object',
    path: 'metadata.name',
    found: `a second object with the same kind, namespace and name${where === undefined ? '' : ` as the one at ${where}`}`,
    needs: 'one object for each kind, namespace and name',
    fix: 'give one of the two another id or name',
  };
}

/** Whether an object says that this library made it. */
function isOurs(manifest: PlainObject): boolean {
  return objectAt(objectAt(manifest, 'metadata'), 'labels')?.['app.kubernetes.io/managed-by'] === 'bulwark';
}

/** References of objects of ours to objects that would have to be ours too. */
function dangling(entry: Entry, set: ManifestSet, take: (problem: StructureProblem) => void): void {
  if (!isOurs(entry.manifest)) return;
  const { namespace } = entry.ref;
  const account = stringAt(entry.pod?.spec, 'serviceAccountName');
  if (
    entry.pod !== undefined &&
    account !== undefined &&
    set.find('ServiceAccount', namespace, account) === undefined
  ) {
    take(missing(`${entry.pod.path}.serviceAccountName`, 'ServiceAccount', account));
  }
  if (entry.ref.kind !== 'RoleBinding') return;
  const role = objectAt(entry.manifest, 'roleRef');
  const roleName = stringAt(role, 'name');
  if (
    role?.kind === 'Role' &&
    roleName !== undefined &&
    set.find('Role', namespace, roleName) === undefined
  ) {
    take(missing('roleRef.name', 'Role', roleName));
  }
  for (const [index, subject] of objectsAt(entry.manifest, 'subjects').entries()) {
    const name = stringAt(subject, 'name');
    const home = stringAt(subject, 'namespace') ?? namespace;
    if (subject.kind !== 'ServiceAccount' || name === undefined) continue;
    if (set.find('ServiceAccount', home, name) === undefined)
      take(missing(`subjects[${index}].name`, 'ServiceAccount', name));
  }
}

function missing(path: string, kind: string, name: string): StructureProblem {
  return {
    rule: 'dangling-reference',
    path,
    found: name,
    needs: `a ${kind} of that name in the app`,
    fix: `create the ${kind}, or refer to one that exists`,
  };
}

function findingOf(entry: Entry, problem: StructureProblem): Finding {
  return {
    control: problem.rule,
    severity: 'high',
    object: entry.ref,
    origin: entry.origin,
    path: problem.path,
    verdict: problem.unknown === true ? 'unknown' : 'fail',
    found: problem.rule === 'duplicate-object' ? String(problem.found) : describe(problem.found),
    needs: problem.needs,
    fix: problem.fix,
    waivable: false,
  };
}
