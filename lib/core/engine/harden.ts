import { type Beside, NOTHING_BESIDE } from '../companions/companions';
import type { Leaving } from '../controls/control';
import { heldBy, type View } from '../kinds/view';
import { throughView } from '../kinds/write-back';
import { canonical } from '../manifest/canonical';
import { type ObjectRef, refOf } from '../manifest/identity';
import { isWindowsClass } from '../manifest/operating-system';
import { clone, type PlainObject } from '../manifest/plain';
import type { Container, Pod } from '../manifest/pod';
import { podOf } from '../manifest/pod';
import { userIdOf } from '../manifest/user-id';
import type { Suppression } from '../policy/waiver';
import type { CompiledPolicy } from './compiled-policy';
import { type Account, accountOf } from './decisions';
import { Given } from './given';

/** How an object is hardened. */
export interface HardenOptions {
  /**
   * Also replace explicit values where a transform can always fix a check (third-party manifests).
   * Without it only what is absent is filled: an explicit unsafe value is the caller's word, and a finding.
   * @default false
   */
  readonly repair?: boolean;
  /** What is suppressed on this object: the `harden` of a suppressed control does not run. @default none */
  readonly suppressions?: readonly Suppression[];
  /** What is beside the object: bindings, accounts, claims. @default nothing is known */
  readonly beside?: Beside;
}

/** A hardened object, with what happened to it. */
export interface Hardened extends Account {
  readonly manifest: PlainObject;
}

const NO_SUPPRESSIONS: readonly Suppression[] = [];

/**
 * Hardens an object: every control in force writes its safe default where the object says nothing.
 * Idempotent; keeps every field that no control knows; never turns a passing check into a failing one.
 * @returns a new object in canonical form; the given one is not touched
 */
export function harden(
  manifest: PlainObject,
  compiled: CompiledPolicy,
  options: HardenOptions = {},
): PlainObject {
  const draft = clone(manifest);
  hardenDraft(draft, compiled, options);
  return canonical(draft, compiled.registry);
}

/** As `harden`, and tells which controls changed something, and what of it should be checked by who knows the program. */
export function hardenAndTell(
  manifest: PlainObject,
  compiled: CompiledPolicy,
  options: HardenOptions = {},
): Hardened {
  const draft = clone(manifest);
  const told = hardenDraftAndTell(draft, manifest, compiled, options);
  return { ...told, manifest: canonical(draft, compiled.registry) };
}

/**
 * As `hardenDraft`, and tells what happened.
 * @param before the object as it was, which must not share objects with the draft
 */
export function hardenDraftAndTell(
  draft: PlainObject,
  before: PlainObject,
  compiled: CompiledPolicy,
  options: HardenOptions = {},
): Account {
  const left: [Leaving, string][] = [];
  compiled.run.left = (leaving, control) => left.push([leaving, control]);
  try {
    hardenDraft(draft, compiled, options);
  } finally {
    compiled.run.left = undefined;
  }
  const ref = refOf(before, compiled.registry);
  const pods = podsIn(before, ref, compiled);
  const hardenedPods = podsIn(draft, ref, compiled);
  compiled.run.given = new Given(pods);
  const suppressions = options.suppressions ?? NO_SUPPRESSIONS;
  const runs = (control: string): boolean =>
    suppressions.length === 0 || !suppressedWholly(control, suppressions);
  return accountOf({ ref, before, after: draft, pods, hardenedPods, left, runs }, compiled);
}

/** As `harden`, but writes into an object that the caller owns, and leaves its form alone. */
export function hardenDraft(draft: PlainObject, compiled: CompiledPolicy, options: HardenOptions = {}): void {
  const ref = refOf(draft, compiled.registry);
  const suppressions = options.suppressions ?? NO_SUPPRESSIONS;
  const { run } = compiled;
  run.repair = options.repair ?? false;
  run.userId = userIdFor(ref);
  run.beside = options.beside ?? NOTHING_BESIDE;
  hardenPods(draft, ref, compiled, suppressions);
  for (const { control, context } of compiled.objectControls(ref)) {
    if (control.harden === undefined || control.formOnly === true) continue;
    if (suppressions.length > 0 && suppressedWholly(control.id, suppressions)) continue;
    control.harden(draft, context);
  }
}

/** Hardens what an object carries: its pod, or all the pods of a custom resource. */
function hardenPods(
  draft: PlainObject,
  ref: ObjectRef,
  compiled: CompiledPolicy,
  suppressions: readonly Suppression[],
): void {
  const views = viewsIn(draft, ref, compiled);
  const pods = views === undefined ? podsIn(draft, ref, compiled) : views.map(({ pod }) => pod);
  compiled.run.given = new Given(pods);
  if (views === undefined) for (const pod of pods) hardenPod(pod, compiled, suppressions);
  else for (const view of views) throughView(view, (pod) => hardenPod(pod, compiled, suppressions));
}

/** The pods of a custom resource, with the pieces that they are made of; undefined for kinds of Kubernetes itself. */
function viewsIn(
  manifest: PlainObject,
  ref: ObjectRef,
  { registry }: CompiledPolicy,
): readonly View[] | undefined {
  const record = registry.recordOf(ref.apiVersion, ref.kind)?.record;
  return record === undefined ? undefined : heldBy(manifest, record).views;
}

/** The pods that an object carries; what its RuntimeClass says of their nodes counts. */
function podsIn(manifest: PlainObject, ref: ObjectRef, compiled: CompiledPolicy): Pod[] {
  const views = viewsIn(manifest, ref, compiled);
  if (views !== undefined) return views.map(({ pod }) => pod);
  const specPath = compiled.registry.podSpecPath(ref.apiVersion, ref.kind);
  const pod = specPath === undefined ? undefined : podOf(manifest, specPath);
  if (specPath === undefined || pod === undefined) return [];
  const { runtimeClassName } = pod.spec;
  if (pod.windows || typeof runtimeClassName !== 'string') return [pod];
  const windows = isWindowsClass(compiled.run.beside.find('RuntimeClass', undefined, runtimeClassName));
  return [windows ? (podOf(manifest, specPath, true) ?? pod) : pod];
}

/** By the name, else by what the API server makes the name of; objects without either are told apart by nothing. */
function userIdFor({ namespace, name, generateName }: ObjectRef): number | undefined {
  if (name !== '') return userIdOf(namespace, name);
  return generateName === undefined ? undefined : userIdOf(namespace, `${generateName}*`);
}

function hardenPod(pod: Pod, compiled: CompiledPolicy, suppressions: readonly Suppression[]): void {
  for (const { control, context } of compiled.pod) {
    if (control.harden === undefined) continue;
    if (suppressions.length === 0) control.harden(pod, context);
    else if (!suppressedWholly(control.id, suppressions))
      control.harden(without(pod, control.id, suppressions), context);
  }
}

/** Whether a control is suppressed on the whole object, not on one container of it. */
function suppressedWholly(control: string, suppressions: readonly Suppression[]): boolean {
  return suppressions.some(
    (suppression) =>
      suppression.control === control &&
      suppression.container === undefined &&
      suppression.finding === undefined,
  );
}

/** The pod without the containers on which a control is suppressed. */
function without(pod: Pod, control: string, suppressions: readonly Suppression[]): Pod {
  const names = new Set<string>();
  for (const suppression of suppressions) {
    if (suppression.control === control && suppression.container !== undefined)
      names.add(suppression.container);
  }
  if (names.size === 0) return pod;
  const kept = pod.containers.filter((container: Container) => !names.has(container.name));
  return { ...pod, containers: kept };
}
