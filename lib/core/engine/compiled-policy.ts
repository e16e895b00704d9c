import { checkArgument, checkOptions } from '../check-input';
import type { ClusterProfile } from '../cluster/profile';
import { CLUSTER } from '../cluster/shape';
import { type Beside, NOTHING_BESIDE } from '../companions/companions';
import { controlOf, noControl } from '../controls';
import type {
  Control,
  HardenContext,
  Leaving,
  ObjectControl,
  PodControl,
  SetControl,
} from '../controls/control';
import { guardedControl } from '../controls/guarded-control';
import { ownControlProblems } from '../controls/own';
import { paramShapes } from '../controls/param-shapes';
import { BulwarkError } from '../errors';
import { recordsOfDefinitions } from '../kinds/definitions';
import { knownKinds } from '../kinds/known';
import { parseRecords } from '../kinds/parse';
import type { KindRecord } from '../kinds/record';
import type { ObjectRef } from '../manifest/identity';
import { isPlain, type PlainObject } from '../manifest/plain';
import type { Container } from '../manifest/pod';
import { isNamesake, type KindRegistry } from '../manifest/registry';
import { isUnseenMaker } from '../manifest/unseen-maker';
import type { Policy } from '../policy/policy';
import { POLICY } from '../policy/policy-shape';
import { Given } from './given';

/** A control in force, with the parameters that the policy gives it. */
export interface ActiveControl<C extends Control> {
  readonly control: C;
  /** For `check`, and for `harden` with the fields that it adds. */
  readonly context: HardenContext;
}

/** What changes from object to object while `harden` runs. */
export interface Run {
  repair: boolean;
  userId: number | undefined;
  beside: Beside;
  given: Given;
  /** Takes what stays as it is, with the id of the control; nobody listens where it is undefined. */
  left: ((leaving: Leaving, control: string) => void) | undefined;
}

/** A context that reads what changes from the engine's one run: no allocation per object and control. */
class LiveContext implements HardenContext {
  constructor(
    readonly params: unknown,
    readonly cluster: ClusterProfile,
    readonly locked: boolean,
    readonly trusted: boolean,
    private readonly run: Run,
    private readonly control: string,
  ) {}

  get repair(): boolean {
    return this.run.repair;
  }

  get userId(): number | undefined {
    return this.run.userId;
  }

  get beside(): Beside {
    return this.run.beside;
  }

  said(container: Container, field: string): unknown {
    return this.run.given.effective(container, field);
  }

  left(leaving: Leaving): void {
    this.run.left?.(leaving, this.control);
  }
}

/** A policy made ready: what is in force on which kind. Make one per run, not one per object. */
export interface CompiledPolicy {
  readonly policy: Policy;
  readonly cluster: ClusterProfile;
  readonly registry: KindRegistry;
  readonly pod: readonly ActiveControl<PodControl>[];
  readonly set: readonly ActiveControl<SetControl>[];
  /**
   * The controls over single objects of a kind; of a third-party kind that has the name of one of Kubernetes' own: those
   * over all kinds; of what stands for objects that nobody sees the one that says so.
   */
  objectControls(
    ref: Pick<ObjectRef, 'apiVersion' | 'group' | 'kind'>,
  ): readonly ActiveControl<ObjectControl>[];
  /** The run that the contexts read; only `harden` writes it. */
  readonly run: Run;
  /** Whether annotations of all objects may opt them out; see {@link CompileOptions}. */
  readonly trusted: boolean;
  /** Controls that are in force, over all. */
  readonly size: number;
  /** A control by its id: of Bulwark, or of the policy. */
  controlOf(id: string): Control | undefined;
  /** Whether a control is in force here. */
  has(id: string): boolean;
  /** Whether a control has something to say about an object: those of taste speak about ours alone, unless the policy asks for more. */
  speaksAbout(control: Control, isOurs: boolean): boolean;
  /** Whether a control is one that nothing below the policy can refuse. */
  isLocked(id: string): boolean;
}

/** What the caller of {@link compilePolicy} knows of the objects. */
export interface CompileOptions {
  /**
   * Whether annotations of all objects may opt them out, and not only those of constructs: the files are the output of an
   * app, byte for byte. @default false
   */
  readonly trusted?: boolean;
}

/**
 * Makes a policy ready for a cluster. What the policy locks is in force, whatever its profile leaves out.
 * @throws BulwarkError where the policy names controls that do not exist, locks what it leaves out, or locks what can
 * find nothing with this cluster and these parameters; where its kinds cannot be read
 * @param kinds the kinds that are known, beside those of the policy
 */
export function compilePolicy(
  policy: Policy,
  cluster: ClusterProfile,
  kinds: KindRegistry = knownKinds,
  { trusted = false }: CompileOptions = {},
): CompiledPolicy {
  checkArgument('compilePolicy', 'policy', policy, POLICY);
  checkArgument('compilePolicy', 'cluster', cluster, CLUSTER);
  const own = ownControls(policy);
  const find = (id: string): Control | undefined => own.get(id) ?? controlOf(id);
  refuseUnknownControls(policy, find);
  refuseWrongParams(policy, find);
  const registry = kinds.withRecords(declaredKinds(policy), 'policy');
  const locked = new Set<string>(policy.locked);
  const everywhere = new Set<string>([...policy.everywhere, ...policy.locked]);
  const idle: string[] = [];
  const pod: ActiveControl<PodControl>[] = [];
  const set: ActiveControl<SetControl>[] = [];
  const object: ActiveControl<ObjectControl>[] = [];
  const run: Run = {
    repair: false,
    userId: undefined,
    beside: NOTHING_BESIDE,
    given: new Given([]),
    left: undefined,
  };
  for (const control of inForce(policy, find)) {
    const params = paramsOf(control, policy);
    const context = new LiveContext(params, cluster, locked.has(control.id), trusted, run, control.id);
    if (control.active?.(context) === false) {
      if (context.locked) idle.push(control.id);
      continue;
    }
    if (control.on === 'pod') pod.push({ control, context });
    else if (control.on === 'set') set.push({ control, context });
    else object.push({ control, context });
  }
  refuseIdleLocks(idle, cluster);
  const ids = new Set([...pod, ...set, ...object].map(({ control }) => control.id));
  return {
    policy,
    cluster,
    registry,
    ...dispatchOf({ pod, set, object }),
    run,
    trusted,
    size: ids.size,
    controlOf: find,
    has: (id) => ids.has(id),
    speaksAbout: ({ id, taste }, isOurs) => taste !== true || isOurs || everywhere.has(id),
    isLocked: (id) => locked.has(id),
  };
}

/** Active controls by what they look at. */
export interface ActiveControls {
  readonly pod: readonly ActiveControl<PodControl>[];
  readonly set: readonly ActiveControl<SetControl>[];
  readonly object: readonly ActiveControl<ObjectControl>[];
}

/** Which of the controls look at what: the part of a compiled policy that a judgement walks. */
export function dispatchOf({
  pod,
  set,
  object,
}: ActiveControls): Pick<CompiledPolicy, 'pod' | 'set' | 'objectControls'> {
  const byKind = new Map<string, readonly ActiveControl<ObjectControl>[]>();
  const overAll = object.filter(({ control }) => control.kinds.length === 0);
  const ofUnseen = object.filter(({ control }) => control.unseen === true);
  const objectControls: CompiledPolicy['objectControls'] = ({ apiVersion, group, kind }) => {
    if (isUnseenMaker({ apiVersion })) return ofUnseen;
    if (isNamesake(group, kind)) return overAll;
    const known = byKind.get(kind);
    if (known !== undefined) return known;
    const found = object.filter(({ control }) => control.kinds.length === 0 || control.kinds.includes(kind));
    byKind.set(kind, found);
    return found;
  };
  return { pod, set, objectControls };
}

/** The same rules with one control alone; with none where that one is not in force. */
export function withOneControl(compiled: CompiledPolicy, id: string): CompiledPolicy {
  const { policy, cluster, registry, trusted } = compiled;
  const controls = policy.profile.controls.filter((control) => control === id);
  const locked = policy.locked.filter((control) => control === id);
  const own = policy.controls.filter((control) => control.id === id);
  const one = { ...policy, locked, kinds: [], controls: own, profile: { ...policy.profile, controls } };
  return compilePolicy(one, cluster, registry, { trusted });
}

/** An engine that also knows the kinds that a set defines, for objects that are looked at one by one. */
export function withDefinitions(
  compiled: CompiledPolicy,
  objects: readonly { readonly manifest: PlainObject }[],
): CompiledPolicy {
  const records = recordsOfDefinitions(objects.map(({ manifest }) => manifest));
  return { ...compiled, registry: compiled.registry.withRecords(records, 'definition') };
}

/** The kinds that a policy declares, read. */
function declaredKinds({ kinds }: Policy): readonly KindRecord[] {
  const { records, problems } = parseRecords(kinds);
  if (problems.length > 0) throw new BulwarkError('the policy has kinds that cannot be read', problems);
  return records;
}

/** The same rules with what is locked alone. */
export function withLockedControls({ policy, cluster, registry, trusted }: CompiledPolicy): CompiledPolicy {
  const profile = { ...policy.profile, controls: [] };
  const own = policy.controls.filter(({ id }) => policy.locked.includes(id));
  return compilePolicy({ ...policy, profile, controls: own, waivers: [] }, cluster, registry, { trusted });
}

type Find = CompiledPolicy['controlOf'];

/** The controls that a policy brings, by id; what fails in one of them brings no run down. */
function ownControls({ controls }: Policy): ReadonlyMap<string, Control> {
  const problems = ownControlProblems(controls);
  if (problems.length > 0) throw new BulwarkError('the policy has controls that cannot be used', problems);
  return new Map(controls.map((control) => [control.id, guardedControl(control)]));
}

function refuseUnknownControls(policy: Policy, find: Find): void {
  const { without, locked, params } = policy;
  const problems = Object.entries({ without, locked, params: Object.keys(params) }).flatMap(([field, ids]) =>
    ids.filter((id) => find(id) === undefined).map((id) => `${field}: ${noControl(id)}`),
  );
  if (problems.length > 0) throw new BulwarkError('the policy names controls that do not exist', problems);
  const both = without.filter((id) => locked.includes(id));
  if (both.length === 0) return;
  const strings = both.map(
    (id) => `'${id}' is locked and left out: take it out of \`locked\` or of \`without\``,
  );
  throw new BulwarkError('the policy contradicts itself', strings);
}

/** A lock on what can find nothing would be a promise that nobody keeps. */
function refuseIdleLocks(ids: readonly string[], cluster: ClusterProfile): void {
  if (ids.length === 0) return;
  throw new BulwarkError(
    'the policy locks controls that are not in force',
    ids.map(
      (id) =>
        `'${id}' needs nothing on the cluster '${cluster.name}' with these parameters: give what it asks for in the cluster profile or in \`params\`, or take it out of \`locked\``,
    ),
  );
}

/** Parameters are data of the policy, so what a control cannot read is the policy's fault. */
function refuseWrongParams({ params }: Policy, find: Find): void {
  for (const [id, given] of Object.entries(params))
    checkOptions(`params of '${id}'`, given, paramShapes(find(id)?.params));
}

/** The controls of the profile without those left out; then what is locked, though the profile does not have it. */
function inForce({ without, locked, profile, controls }: Policy, find: Find): Control[] {
  const all = [...profile.controls, ...controls.map(({ id }) => id)];
  const dropped = locked.filter((id) => !all.includes(id));
  const left = all.filter((id) => !without.includes(id));
  return [...left, ...dropped].flatMap((id) => find(id) ?? []);
}

/** Parameters of the organisation that several controls share; a control takes those that it declares. */
function organisation(policy: Policy): PlainObject {
  const { owner, email, environment } = policy;
  return { owner, email, environment };
}

function paramsOf(control: Control, policy: Policy): unknown {
  const given: unknown = Object.entries(policy.params).find(([id]) => id === control.id)?.[1];
  if (!isPlain(control.params)) return control.params;
  const merged: PlainObject = { ...control.params };
  for (const [key, value] of Object.entries(organisation(policy))) {
    if (key in merged && value !== undefined) merged[key] = value;
  }
  return isPlain(given) ? { ...merged, ...given } : merged;
}
