import type { PulumiFn } from '@pulumi/pulumi/automation';
import { objectAt, type PlainObject, stringAt } from '../../lib/core/manifest/plain';
import type { Api } from '../cluster/api';
import type { Checks } from '../cluster/checks/checks';
import { until } from '../cluster/wait';
import type { Outcome, Step } from './engine/outcome';
import { type Engine, Stack } from './engine/stack';
import { added, inventory } from './inventory';
import { withoutRuntime } from './provider/live';
import { HIDDEN } from './stacks/values';

/** A resource, by kind and name in the program, and the paths at which it differs. */
export interface Changed {
  readonly name: string;
  readonly paths: readonly string[];
}

/** A program and what its life must look like. */
export interface Life {
  readonly stack: string;
  readonly program: PulumiFn;
  /** Number of objects that it registers. */
  readonly objects: number;
  /** The program with one change, and what that changes. */
  readonly next: PulumiFn;
  readonly changed: Changed;
  /** Changes an object behind the back of the engine, and what a refresh must find. */
  readonly behind: (api: Api) => Promise<void>;
  readonly drifted: Changed;
  /** An object that someone deletes: its path, kind and name in the program. */
  readonly lost: { readonly path: string; readonly name: string };
}

const CLEANING_SECONDS = 30;

/** Says what an operation did, as the checks compare it. */
export function summary({ counts, steps, diagnostics, failure }: Outcome): unknown {
  const changes = steps
    .filter(({ op, custom }) => custom && op !== 'same' && op !== 'create')
    .map((step) =>
      step.op === 'delete' ? [step.op, labelOf(step)] : [step.op, labelOf(step), ...step.diffs],
    );
  return {
    counts,
    changes: changes.length > 9 ? changes.length : changes,
    problems: diagnostics.filter(({ severity }) => severity !== 'info').map(({ message }) => message),
    failure,
  };
}

/** `Deployment web`: the kind, and the name in the program. */
export function labelOf({ type, name }: Step): string {
  return `${type.split(':').at(-1)} ${name}`;
}

/** What an operation must have done where nothing is wrong. */
export function expected(counts: Readonly<Record<string, number>>, ...changes: readonly string[][]): unknown {
  const sorted = Object.fromEntries(Object.entries(counts).sort(([one], [other]) => (one < other ? -1 : 1)));
  return { counts: sorted, changes, problems: [], failure: undefined };
}

function updateOf({ name, paths }: Changed, objects: number): unknown {
  return expected({ same: objects - 1, update: 1 }, ['update', name, ...paths]);
}

/** Takes a program through preview, up, up, a change, refresh, a change behind its back, a loss, and destroy. */
export async function proveLife(engine: Engine, api: Api, life: Life, checks: Checks): Promise<void> {
  const { objects, changed, drifted, lost } = life;
  const before = await inventory(api);
  const stack = await Stack.make(engine, life.stack, life.program);
  const equal = (name: string, outcome: Outcome, wanted: unknown): boolean =>
    checks.equal(name, summary(outcome), wanted);

  equal('preview', await stack.preview(), expected({ create: objects }));
  checks.equal('what a preview leaves in the API server', added(before, await inventory(api)), []);
  equal('up', await stack.up(), expected({ create: objects }));
  const made = await liveOf(api, stack);
  checks.equal('objects in the API server', made.size, objects);
  checks.equal('files with the secret', stack.filesWith(HIDDEN), []);
  equal('second up', await stack.up(), expected({ same: objects }));
  const after = await liveOf(api, stack);
  checks.equal('objects that a second up changed', differing(made, after), []);

  const update = updateOf(changed, objects);
  equal('preview of a change', await stack.preview(life.next), update);
  equal('a change', await stack.up(life.next), update);
  checks.equal('objects that a change changed', differing(after, await liveOf(api, stack)).length, 1);
  equal('refresh', await stack.refresh(), expected({ same: objects }));

  const repaired = await liveOf(api, stack);
  await life.behind(api);
  const drift = updateOf(drifted, objects);
  equal('refresh after a change behind its back', await stack.refresh(), drift);
  equal('up after it', await stack.up(life.next), drift);
  checks.equal('what differs after the repair', differing(repaired, await liveOf(api, stack)), []);

  await api.send('DELETE', lost.path);
  const loss = expected({ same: objects - 1, delete: 1 }, ['delete', lost.name]);
  equal('refresh after a deletion behind its back', await stack.refresh(), loss);
  equal('up after it', await stack.up(life.next), expected({ same: objects - 1, create: 1 }));
  await proveEnd(stack, api, before, objects, checks);
}

/** Destroys a stack: nothing is left in the API server, nor in the state. */
export async function proveEnd(
  stack: Stack,
  api: Api,
  before: readonly string[],
  objects: number,
  checks: Checks,
): Promise<void> {
  const { counts, failure } = await stack.destroy();
  checks.equal('destroy', { counts, failure }, { counts: { delete: objects }, failure: undefined });
  let left: string[] = [];
  await until('the end of what controllers made', CLEANING_SECONDS, async () => {
    left = added(before, await inventory(api));
    return left.length === 0;
  }).catch(() => undefined);
  checks.equal('what destroy leaves in the API server', left, []);
  checks.equal('what destroy leaves in the state', stack.state().resources.length, 0);
}

/** What the API server has of the objects in the state, by URN, without what it writes by itself. */
export async function liveOf(api: Api, stack: Stack): Promise<ReadonlyMap<string, PlainObject>> {
  const custom = stack
    .state()
    .resources.filter(({ type }) => typeof type === 'string' && type.startsWith('kubernetes:'))
    .filter((resource) => resource.custom === true);
  const pairs = await Promise.all(
    custom.map(async (resource): Promise<[string, PlainObject]> => {
      const inputs = objectAt(resource, 'inputs') ?? {};
      return [stringAt(resource, 'urn') ?? '', settled(await api.get(await api.pathOf(inputs)))];
    }),
  );
  return new Map(pairs);
}

/** An object without what the server and the controllers write by themselves. */
function settled(live: PlainObject): PlainObject {
  const { metadata, ...rest } = withoutRuntime(live);
  const { annotations, ...kept } = objectAt({ metadata }, 'metadata') ?? {};
  const ours = Object.entries(objectAt({ annotations }, 'annotations') ?? {}).filter(
    ([key]) => key !== 'deployment.kubernetes.io/revision',
  );
  return { ...rest, metadata: { ...kept, annotations: Object.fromEntries(ours) } };
}

function differing(
  before: ReadonlyMap<string, PlainObject>,
  after: ReadonlyMap<string, PlainObject>,
): string[] {
  const urns = [...new Set([...before.keys(), ...after.keys()])];
  return urns.filter((urn) => JSON.stringify(before.get(urn)) !== JSON.stringify(after.get(urn)));
}
