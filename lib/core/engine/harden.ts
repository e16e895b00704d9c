import { canonical } from '../manifest/canonical';
import { refOf } from '../manifest/identity';
import { clone, type PlainObject } from '../manifest/plain';
import type { Container, Pod } from '../manifest/pod';
import { podOf } from '../manifest/pod';
import { userIdOf } from '../manifest/user-id';
import type { Excuse } from '../policy/waiver';
import type { Engine } from './engine';

/** How an object is hardened. */
export interface HardenOptions {
  /**
   * Also replace explicit values where a transform can always mend a check (manifests of others).
   * Without it only what is absent is filled: an explicit unsafe value is the caller's word, and a finding.
   * @default false
   */
  readonly repair?: boolean;
  /** What is excused on this object: the `apply` of an excused control does not run. @default none */
  readonly excuses?: readonly Excuse[];
}

const NO_EXCUSES: readonly Excuse[] = [];

/**
 * Hardens an object: every control in force writes its safe default where the object says nothing.
 * Idempotent; keeps every field that no control knows; never turns a passing check into a failing one.
 * @returns a new object in canonical form; the given one is not touched
 */
export function harden(manifest: PlainObject, engine: Engine, options: HardenOptions = {}): PlainObject {
  const draft = clone(manifest);
  hardenDraft(draft, engine, options);
  return canonical(draft, engine.registry);
}

/** As `harden`, but writes into an object that the caller owns, and leaves its form alone. */
export function hardenDraft(draft: PlainObject, engine: Engine, options: HardenOptions = {}): void {
  const ref = refOf(draft, engine.registry);
  const excuses = options.excuses ?? NO_EXCUSES;
  engine.run.repair = options.repair ?? false;
  engine.run.userId = userIdOf(ref.namespace, ref.name);
  const specPath = engine.registry.kindOf(ref.apiVersion, ref.kind)?.podSpec;
  const pod = specPath === undefined ? undefined : podOf(draft, specPath);
  if (pod !== undefined) hardenPod(pod, engine, excuses);
  for (const { control, context } of engine.objectControls(ref)) {
    if (control.apply === undefined || control.formOnly === true) continue;
    if (excuses.length > 0 && excusedWholly(control.id, excuses)) continue;
    control.apply(draft, context);
  }
}

function hardenPod(pod: Pod, engine: Engine, excuses: readonly Excuse[]): void {
  for (const { control, context } of engine.pod) {
    if (control.apply === undefined) continue;
    if (excuses.length === 0) control.apply(pod, context);
    else if (!excusedWholly(control.id, excuses)) control.apply(without(pod, control.id, excuses), context);
  }
}

/** Whether a control is excused on the whole object, not on one container of it. */
function excusedWholly(control: string, excuses: readonly Excuse[]): boolean {
  return excuses.some(
    (excuse) => excuse.control === control && excuse.container === undefined && excuse.finding === undefined,
  );
}

/** The pod without the containers on which a control is excused. */
function without(pod: Pod, control: string, excuses: readonly Excuse[]): Pod {
  const names = new Set<string>();
  for (const excuse of excuses) {
    if (excuse.control === control && excuse.container !== undefined) names.add(excuse.container);
  }
  if (names.size === 0) return pod;
  const kept = pod.containers.filter((container: Container) => !names.has(container.name));
  return { ...pod, containers: kept };
}
