import type { ObjectRef } from '../manifest/identity';
import { objectAt, objectsAt, type PlainObject } from '../manifest/plain';
import { realPath } from '../manifest/pod';
import { isBuiltinGroup, type KindRegistry } from '../manifest/registry';
import { findAt } from './paths';
import type { KindRecord } from './record';
import { type Hit, type SearchOptions, searchContainers } from './search';
import { suggestedLine } from './suggested';
import type { Held } from './view';

/** Why nobody can say what an object carries. */
export interface KindProblem {
  readonly path: string;
  /** What was found, as text. */
  readonly found: string;
  readonly needs: string;
  readonly fix: string;
  /** Whether a value that is not known yet may decide it. */
  readonly deferred: boolean;
}

/** Something of a pod that is there and that no control can read. */
export interface UnseenPart {
  readonly path: string;
  readonly found: unknown;
  readonly needs: string;
}

const FOUND: Readonly<Record<Hit['what'], string>> = {
  container: 'a container where the kind is not known to have one',
  text: 'a string that holds containers',
  hidden: 'a value that is not known yet, in a kind whose objects nobody has seen',
  'too large': 'more values than are searched for containers',
};

/** What makes it unknown what an object of a kind that is not one of Kubernetes' own carries; undefined where nothing does. */
export function kindProblem(
  manifest: PlainObject,
  ref: Pick<ObjectRef, 'apiVersion' | 'group' | 'kind'>,
  registry: KindRegistry,
  held: Held | undefined,
): KindProblem | undefined {
  const entered = registry.recordOf(ref.apiVersion, ref.kind);
  const info = registry.kindOf(ref.apiVersion, ref.kind);
  if (isBuiltinGroup(ref.group))
    return info === undefined ? notKnown(manifest, ref) : revisionProblem(manifest);
  if (entered === undefined && info === undefined) return notKnown(manifest, ref);
  const hit = searchContainers(manifest, {
    ...passedOver(manifest, entered?.record, held),
    strict: entered?.source !== 'known',
  });
  if (hit === undefined)
    return entered === undefined ? undefined : openProblem(manifest, ref, entered.record);
  return {
    path: hit.path,
    found: FOUND[hit.what],
    needs: 'a record that says where the kind carries its pods',
    fix: fixFor(suggestedLine(ref, hit), hit),
    deferred: hit.what === 'hidden',
  };
}

/** A ControllerRevision keeps a template that a rollback brings back; its controller makes it, and nobody else should. */
function revisionProblem(manifest: PlainObject): KindProblem | undefined {
  const owners = objectsAt(objectAt(manifest, 'metadata'), 'ownerReferences');
  if (owners.some(({ controller }) => controller === true)) return undefined;
  const hit = searchContainers(manifest, { strict: true });
  if (hit === undefined) return undefined;
  return {
    path: hit.path,
    found: FOUND[hit.what],
    needs: 'no pod template: what is rolled back to is not judged',
    fix: 'leave the object out: its controller makes it',
    deferred: hit.what === 'hidden',
  };
}

/** What is in a field that takes anything; where nothing is, or a single value, the object is known whole. */
function openProblem(
  manifest: PlainObject,
  ref: Pick<ObjectRef, 'group' | 'kind'>,
  record: KindRecord,
): KindProblem | undefined {
  for (const path of record.open ?? []) {
    const found = findAt(manifest, path).find(({ value }) => typeof value === 'object');
    if (found === undefined) continue;
    return {
      path: found.path,
      found: 'a field that takes anything, as the definition of the kind says',
      needs: 'a record that says which pods the kind carries',
      fix: fixFor(suggestedLine(ref, undefined), undefined),
      deferred: false,
    };
  }
  return undefined;
}

function notKnown(manifest: PlainObject, ref: Pick<ObjectRef, 'apiVersion' | 'group' | 'kind'>): KindProblem {
  const hit = searchContainers(manifest, { strict: true });
  return {
    path: 'kind',
    found: `${ref.kind} of ${ref.apiVersion}, a kind that is not known`,
    needs: 'a record that says which pods it carries',
    fix: ref.group.includes('.') ? fixFor(suggestedLine(ref, hit), hit) : NO_GROUP,
    deferred: false,
  };
}

const NO_GROUP = 'write the apiVersion of a kind that exists: the group of a custom resource has a dot';

function fixFor(line: string, hit: Hit | undefined): string {
  const where = hit === undefined ? ', where the kind carries no pod' : '';
  return `add this line to the file of --kinds, or the record to \`kinds\` of the policy${where}: ${line}`;
}

/** What is judged, is run by nothing, or is reported elsewhere: the search passes it over. */
function passedOver(
  manifest: PlainObject,
  record: KindRecord | undefined,
  held: Held | undefined,
): Pick<SearchOptions, 'judged' | 'passed'> {
  const judged = new Map<string, 'container' | 'pod'>();
  for (const view of held?.views ?? []) {
    if (view.whole) judged.set(view.pod.path, 'pod');
    for (const at of view.containers.keys()) {
      judged.set(realPath([view.pod], `${view.pod.path}.${at}`), 'container');
    }
  }
  const none = record?.pods.filter(({ shape }) => shape === 'none').map(({ path }) => path) ?? [];
  const paths = [...(record?.patterns ?? []), ...(record?.unseen ?? []), ...none];
  const found = paths.flatMap((path) => findAt(manifest, path));
  return { judged, passed: new Set(found.map(({ path }) => path)) };
}

/** What of the pods of an object nobody can read, although the kind is known. */
export function unseenParts(manifest: PlainObject, record: KindRecord, held: Held): UnseenPart[] {
  const parts: UnseenPart[] = held.missing.map((missing) => ({
    ...missing,
    needs: 'a pod, as objects of the kind have there',
  }));
  for (const place of record.pods) {
    if (place.shape !== 'none' || place.unless?.some((path) => findAt(manifest, path).length > 0) === true)
      continue;
    for (const { path } of findAt(manifest, place.path))
      parts.push({ path, found: undefined, needs: 'a pod: what runs here is none that can be judged' });
  }
  for (const path of record.unseen ?? []) {
    for (const found of findAt(manifest, path))
      parts.push({
        path: found.path,
        found: found.value,
        needs: 'no patch, since nobody sees what it makes of the pod',
      });
  }
  return parts;
}
