/**
 * Hardens pods of public images as their charts write them, and two public apps: whatever stops a program under naive
 * hardening is either not written, or named among what has to be checked.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { clusters } from '../../lib/core/cluster/presets';
import { Companions } from '../../lib/core/companions/companions';
import { controls } from '../../lib/core/controls';
import { differencesOf, pathText } from '../../lib/core/engine/changes';
import { compilePolicy } from '../../lib/core/engine/compiled-policy';
import { UNSTATED } from '../../lib/core/engine/decisions';
import { type Hardened, hardenAndTell } from '../../lib/core/engine/harden';
import { formatRef, refOf } from '../../lib/core/manifest/identity';
import { flattenList } from '../../lib/core/manifest/lists';
import { objectAt, objectsAt, type PlainObject } from '../../lib/core/manifest/plain';
import { restricted } from '../../lib/core/policy/policy';
import { readManifests } from '../../lib/core/yaml';
import type { SuiteResult } from '../suite';
import { type Fact, IMAGES, podsOf, readImages } from './images';

const APPS = resolve(__dirname, '../../../shared/fixtures/apps');
const FILES = ['online-boutique.yaml', 'voting-app.yaml'];
const compiled = compilePolicy(
  restricted(),
  clusters.kubeadm({ priorityClass: undefined, seLinuxType: undefined }),
);

/** What a suite of this folder counts. */
interface Tally {
  judged: number;
  found: number;
  readonly problems: string[];
}

const started = (): Tally => ({ judged: 0, found: 0, problems: [] });

function count(tally: Tally, problem: string | undefined): void {
  tally.judged += 1;
  if (problem === undefined) tally.found += 1;
  else tally.problems.push(problem);
}

function hardened(objects: readonly PlainObject[]): Hardened[] {
  const beside = new Companions(objects);
  return objects.map((manifest) => hardenAndTell(manifest, compiled, { repair: true, beside }));
}

function contextOf(manifest: PlainObject): PlainObject {
  const spec = objectAt(objectAt(objectAt(manifest, 'spec'), 'template'), 'spec');
  const [container] = objectsAt(spec, 'containers');
  return { ...objectAt(spec, 'securityContext'), ...objectAt(container, 'securityContext') };
}

/** Whether a field that stops the image was written. */
function isWritten({ field }: Fact, context: PlainObject): boolean {
  if (field === 'capabilities.drop') return objectAt(context, 'capabilities')?.drop !== undefined;
  // With a number, the kubelet asks no more who the image runs as: then the number is what has to be named.
  if (field === 'runAsNonRoot' && typeof context.runAsUser === 'number') return false;
  return context[field] !== undefined;
}

/** Why a fact is broken in silence; undefined where it is not. */
function brokenBy(fact: Fact, kind: unknown, { manifest, decisions }: Hardened): string | undefined {
  if (!isWritten(fact, contextOf(manifest))) return undefined;
  const named = decisions.some(({ action, path }) => action === 'wrote' && path.endsWith(`.${fact.field}`));
  return named ? undefined : `${fact.image} in a ${String(kind)}: ${fact.field} is written, but ${fact.why}`;
}

/** What no pod may get where it mounts claims whose files have owners: a user, a group, a group for the volumes. */
function claimBroken(image: string, { manifest }: Hardened): string | undefined {
  const context = contextOf(manifest);
  const field = ['runAsUser', 'runAsGroup', 'fsGroup'].find((name) => context[name] !== undefined);
  return field === undefined ? undefined : `${image}: its claim is mounted, and ${field} is written`;
}

function ofImages(): Tally {
  const tally = started();
  const images = readImages();
  if (images.length < IMAGES) tally.problems.push(`found ${images.length} images; needs ${IMAGES}`);
  for (const record of images) {
    for (const pod of podsOf(record)) {
      const [told] = hardened([pod]);
      if (told === undefined) continue;
      const place = `${record.image} in a ${String(pod.kind)}`;
      const [again] = hardened([told.manifest]);
      count(tally, unstated(place, told));
      count(tally, restless(place, told, again));
      count(tally, silent(place, pod, told));
      for (const fact of record.facts) count(tally, brokenBy(fact, pod.kind, told));
      if (pod.kind === 'StatefulSet') count(tally, claimBroken(record.image, told));
      const [port] = record.ports.filter(({ privileged }) => privileged === true);
      if (port !== undefined) count(tally, portBroken(record.image, Number(port.container), told));
    }
  }
  return tally;
}

/** A low port is named wherever a user or the loss of capabilities may close it. */
function portBroken(image: string, port: number, { manifest, decisions }: Hardened): string | undefined {
  const context = contextOf(manifest);
  if (context.runAsUser === undefined && objectAt(context, 'capabilities')?.drop === undefined)
    return undefined;
  const named = decisions.some(({ reason }) => reason.includes(`port ${port}`));
  return named ? undefined : `${image}: nothing is said of its port ${port}`;
}

function ofApps(): Tally {
  const tally = started();
  for (const file of FILES) {
    const { documents, problems } = readManifests(readFileSync(resolve(APPS, file), 'utf8'), file);
    tally.problems.push(...problems.map(({ message }) => message));
    const objects = documents.flatMap(({ value }) => flattenList(value));
    const first = hardened(objects);
    const second = hardened(first.map(({ manifest }) => manifest));
    for (const [index, told] of first.entries()) {
      const place = `${file}: ${formatRef(refOf(told.manifest))}`;
      count(tally, unstated(place, told));
      count(tally, restless(place, told, second[index]));
    }
  }
  return tally;
}

function unstated(place: string, { decisions }: Hardened): string | undefined {
  const found = decisions.find(({ reason }) => reason === UNSTATED);
  return found === undefined ? undefined : `${place}: nothing states what ${found.path} may stop`;
}

/** What is written without a word has to be a field that a control states to be harmless, or harmless at times. */
const MAY_BE_SILENT: ReadonlySet<string> = new Set(
  controls
    .flatMap(({ writes = [] }) => writes)
    .filter(({ harmless, when }) => harmless !== undefined || when !== undefined)
    .map(({ field }) => field),
);

function silent(place: string, before: PlainObject, { manifest, decisions }: Hardened): string | undefined {
  const named = new Set(decisions.map(({ path }) => path));
  const found = differencesOf(before, manifest)
    .map(({ path }) => pathText(path))
    .filter((path) => ![...named].some((one) => isWithin(path, one) || isWithin(one, path)))
    .find((path) => ![...MAY_BE_SILENT].some((field) => `.${path}.`.includes(`.${field}.`)));
  return found === undefined ? undefined : `${place}: ${found} is changed, and nothing says so`;
}

function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);
}

function restless(place: string, { decisions }: Hardened, again: Hardened | undefined): string | undefined {
  if (again === undefined || again.changed) return `${place}: a second run changes it`;
  const known = new Set(decisions.map(({ path, reason }) => `${path}: ${reason}`));
  const fresh = again.decisions.find(({ path, reason }) => !known.has(`${path}: ${reason}`));
  return fresh === undefined ? undefined : `${place}: only a second run says ${fresh.path}: ${fresh.reason}`;
}

/** Runs the suites of this folder. */
export async function run(): Promise<readonly SuiteResult[]> {
  return [
    timed('facts of public images, hardened as their charts write them', ofImages),
    timed('two public apps, hardened twice', ofApps),
  ];
}

function timed(program: string, judge: () => Tally): SuiteResult {
  const since = performance.now();
  const { judged, found, problems } = judge();
  const seconds = (performance.now() - since) / 1000;
  return { program, version: '', judged, expected: judged, found, problems, seconds };
}
