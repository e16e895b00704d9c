import { ownSuppressions, suppressionsOf } from '../../blueprints/suppressions';
import type { ClusterProfile } from '../../core/cluster/profile';
import type { PlacedDecision } from '../../core/engine/decisions';
import type { Judged } from '../../core/engine/evaluate';
import type { FieldChange, ObjectChanges, PlacedChanges } from '../../core/engine/field-changes';
import type { Place } from '../../core/engine/suppressions';
import type { ConfigurationFile } from '../../core/files/file';
import { knownKinds } from '../../core/kinds/known';
import { identityKey } from '../../core/manifest/identity';
import { flattenList } from '../../core/manifest/lists';
import type { Origin } from '../../core/manifest/manifest-set';
import type { PlainObject } from '../../core/manifest/plain';
import { builtinKinds, type KindRegistry } from '../../core/manifest/registry';
import type { Policy } from '../../core/policy/policy';
import type { Suppression } from '../../core/policy/waiver';
import { clusterFor, policyFor, stackClusterFor } from '../../host/settings';
import { MadeUpNames } from '../../stack/made-up-names';
import { inspect } from '../../stack/resource';
import { Secrets } from '../../stack/secrets';
import { StackWaivers } from '../../stack/waivers';
import { parentOf } from '../internals';
import { isOwnObject, MARKS, nearest, pathOf } from '../marks';
import type { RenderedStack } from './host';
import type { Recording, RenderedResource } from './recording';
import { secretPlaces } from './secret-places';
import { valueAt } from './values';

/** What judges a part of a program: an app, a `hardenStack`, or what holds where there is neither. */
export interface Judge {
  readonly policy: Policy;
  readonly cluster: ClusterProfile;
  readonly registry: KindRegistry;
  /** The day on which waivers are judged; that of the run where it says none. */
  readonly day?: string;
  /** Waivers that are its own, also where they suppress nothing. */
  readonly declared: readonly Suppression[];
}

/** An object of a program, with all that its judgement needs. */
export interface ProgramObject extends Judged {
  /** Who judges it: one, or each `hardenStack` of several. */
  readonly by: readonly Judge[];
  /** The waivers that hold for it, judge by judge. */
  readonly suppressionsFor: (judge: Judge) => readonly Suppression[];
  readonly secrets: Secrets;
  /** The resource that it belongs to, by its place in the recording; of one that is not written -1. */
  readonly resource: number;
}

/** What judges a rendered program as `pulumi up` would. */
export interface Judgeable {
  readonly objects: readonly ProgramObject[];
  readonly judges: readonly Judge[];
  /** Who judges what nobody else does: one of them. */
  readonly rest: Judge;
  /** The resources that waivers are at. */
  readonly places: ReadonlyMap<Suppression, Place>;
  /** What each `hardenStack` decided that should be checked. */
  readonly decisions: readonly PlacedDecision[];
  /** What was written into objects that no component of ours made; no value of it is secret. */
  readonly changes: readonly PlacedChanges[];
  /** What `hardenStack` decided before it knew better, in words. */
  readonly invalid: readonly string[];
  /** Files that apps of the program make beside their objects. */
  readonly files: readonly ConfigurationFile[];
}

/** The same program, judged by another policy or for another cluster. */
export function judgedBy(
  program: Judgeable,
  { policy, cluster }: Partial<Pick<Judge, 'policy' | 'cluster'>>,
): Judgeable {
  if (policy === undefined && cluster === undefined) return program;
  const others = new Map<Judge, Judge>();
  for (const judge of program.judges)
    others.set(judge, {
      ...judge,
      policy: policy ?? judge.policy,
      cluster: cluster ?? judge.cluster,
    });
  const before = (other: Judge): Judge =>
    program.judges.find((judge) => others.get(judge) === other) ?? other;
  return {
    ...program,
    judges: [...others.values()],
    rest: others.get(program.rest) ?? program.rest,
    objects: program.objects.map((object) => ({
      ...object,
      by: object.by.map((judge) => others.get(judge) ?? judge),
      suppressionsFor: (judge) => object.suppressionsFor(before(judge)),
    })),
  };
}

const NO_SECRETS = new Secrets();
const NOT_WRITTEN = -1;

/** What the parts of a program told while it ran. */
interface Told {
  readonly stacks: readonly RenderedStack[];
  /** Values of the configuration that are secret, wherever they are. */
  readonly strings: readonly string[];
  /** What apps wrote into the objects of resources, by URN. */
  readonly written: readonly (readonly [string, ObjectChanges])[];
  /** Secret values that hardening took the place of. */
  readonly replaced: Secrets;
}

// No type of Pulumi is here: the matchers name this module, and a user of cdk8s compiles them without Pulumi.

/** What a HardenedApp says to everything below it, as far as it matters here. */
interface App {
  readonly policy: Policy;
  readonly cluster: ClusterProfile;
  readonly day?: string;
}

/**
 * The objects of a program, by the names of their resources, with their waivers and their judges. Patches say only a
 * part of an object, so they are left out, but for those of our own and of ServiceAccounts, which say what matters.
 */
export function judgeable(
  { resources, uninspected }: Recording,
  constructed: ReadonlyMap<string, object>,
  told: Told,
): Omit<Judgeable, 'files'> {
  const { stacks, strings } = told;
  const judges = new Judges([...constructed.values()], stacks);
  const names = new MadeUpNames();
  for (const { madeUp, name } of resources) if (madeUp !== undefined) names.learn(madeUp, name);
  const objects = resources.flatMap((rendered, index): ProgramObject[] => {
    const { urn, patch, manifest, parent } = rendered;
    const resource = constructed.get(urn);
    const ours = resource !== undefined && isOwnObject(resource);
    if (patch && !ours && manifest.kind !== 'ServiceAccount') return [];
    const named = names.replacedIn(ours || patch ? manifest : asObject(rendered));
    const attached = attachedTo(resource ?? constructed.get(parent ?? ''));
    const by = judges.of(urn, ours, resource ?? constructed.get(parent ?? ''));
    const suppressionsFor = (judge: Judge): readonly Suppression[] => [
      ...judges.aimed(judge, urn, named),
      ...attached,
    ];
    const origin = { construct: placeOf(rendered, resource, constructed.get(parent ?? ''), ours) };
    const secrets = secretsOf(rendered);
    return flattenList(named).map((item) => ({
      manifest: item,
      ours,
      origin: { ...origin },
      suppressions: attached,
      by,
      suppressionsFor,
      secrets,
      isSecret: (text: string) => secrets.has(text) || strings.some((secret) => text.includes(secret)),
      resource: index,
      autonamed: rendered.madeUp !== undefined,
    }));
  });
  for (const { urn, name, parent, manifest } of uninspected) {
    const resource = constructed.get(urn);
    const above = constructed.get(parent ?? '');
    const attached = attachedTo(resource ?? above);
    objects.push({
      manifest,
      ours: false,
      origin: { construct: placeOf({ name }, resource, above, false) },
      suppressions: attached,
      by: judges.ofUnseen(resource ?? above),
      suppressionsFor: (judge) => [...judges.aimed(judge, urn, manifest), ...attached],
      secrets: NO_SECRETS,
      resource: NOT_WRITTEN,
      autonamed: true,
    });
  }
  return {
    objects,
    judges: judges.all,
    rest: judges.rest,
    places: placesOf([...constructed.values()]),
    ...adviceOf(resources, objects, told),
  };
}

/** What the stacks decided, at the places of the objects; none of it tells a secret. */
function adviceOf(
  resources: readonly RenderedResource[],
  objects: readonly ProgramObject[],
  { stacks, written, replaced }: Told,
): Pick<Judgeable, 'decisions' | 'changes' | 'invalid'> {
  const origins = new Map<number, Origin>(objects.map(({ resource, origin = {} }) => [resource, origin]));
  const secrets = new Secrets();
  for (const object of objects) secrets.addAll(object.secrets);
  secrets.addAll(replaced);
  const all = objects.flatMap(({ manifest, resource }) => {
    const { urn } = resources[resource] ?? {};
    return urn === undefined ? [] : [{ urn, manifest }];
  });
  const decisions = stacks.flatMap((stack) =>
    resources.flatMap(({ urn }, index) =>
      (stack.decisions.get(urn) ?? []).map((decision) => ({
        ...decision,
        reason: secrets.hideIn(decision.reason),
        origin: origins.get(index) ?? {},
      })),
    ),
  );
  const writtenTo = new Map<string, ObjectChanges[]>();
  for (const [urn, changes] of written) {
    const known = writtenTo.get(urn);
    if (known === undefined) writtenTo.set(urn, [changes]);
    else known.push(changes);
  }
  const changes = resources.flatMap(({ urn }, index) =>
    [...(writtenTo.get(urn) ?? []), ...stacks.flatMap((stack) => stack.changesOf(urn))].map((one) => ({
      object: one.object,
      changes: one.changes.map(({ before, after, ...change }) => ({
        ...change,
        before: secrets.hideValue(before),
        after: secrets.hideValue(after),
      })),
      origin: origins.get(index) ?? {},
    })),
  );
  const invalid = stacks.flatMap((stack) => stack.refuted(all).map(({ text }) => secrets.hideIn(text)));
  return {
    decisions: distinctOf(decisions),
    changes: joinedChanges(changes),
    invalid: [...new Set(invalid)],
  };
}

/** What was written into one object, however many wrote it: of each field what stood there first, and is there last. */
function joinedChanges(all: readonly PlacedChanges[]): PlacedChanges[] {
  const objects = new Map<string, PlacedChanges & { readonly fields: Map<string, FieldChange> }>();
  for (const one of all) {
    const key = `${one.origin.construct ?? ''}|${identityKey(one.object)}`;
    const { fields } = objects.get(key) ?? { fields: new Map<string, FieldChange>() };
    for (const change of one.changes) {
      const before = fields.get(change.path)?.before ?? change.before;
      fields.set(change.path, { ...change, before });
    }
    objects.set(key, { object: one.object, origin: one.origin, changes: [], fields });
  }
  return [...objects.values()].map(({ object, origin, fields }) => ({
    object,
    origin,
    changes: [...fields.values()],
  }));
}

function distinctOf<T>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

/** As a `hardenStack` sees it: with the name of the resource where the object has none. */
function asObject({ type, name, manifest }: RenderedResource): PlainObject {
  const inspection = inspect({ type, name, props: manifest }, builtinKinds);
  return inspection.what === 'object' ? inspection.manifest : manifest;
}

function attachedTo(resource: object | undefined): readonly Suppression[] {
  return resource === undefined ? [] : suppressionsOf(resource, parentOf);
}

function secretsOf(rendered: RenderedResource): Secrets {
  const { manifest } = rendered;
  const secrets = new Secrets();
  for (const place of secretPlaces(rendered)) secrets.add(valueAt(manifest, place));
  return secrets;
}

function placeOf(
  { name }: Pick<RenderedResource, 'name'>,
  resource: object | undefined,
  parent: object | undefined,
  ours: boolean,
): string {
  if (resource === undefined) return parent === undefined ? name : `${pathOf(parent)}/${name}`;
  return pathOf(ours ? (parentOf(resource) ?? resource) : resource);
}

function placesOf(resources: readonly object[]): ReadonlyMap<Suppression, Place> {
  const places = new Map<Suppression, Place>();
  for (const resource of resources) {
    for (const suppression of ownSuppressions(resource))
      if (!places.has(suppression)) places.set(suppression, { construct: pathOf(resource) });
  }
  return places;
}

/** Finds who judges what. */
class Judges {
  private readonly apps = new Map<App, Judge>();
  private readonly stacks: readonly {
    readonly stack: RenderedStack;
    readonly judge: Judge;
    readonly waivers: StackWaivers;
  }[];
  readonly rest: Judge;
  /** Of components of ours without an app. */
  private readonly standard: Judge = {
    policy: policyFor(undefined),
    cluster: clusterFor(undefined),
    registry: knownKinds,
    declared: [],
  };

  constructor(constructed: readonly object[], stacks: readonly RenderedStack[]) {
    this.stacks = stacks.map((stack) => {
      const waivers = new StackWaivers(stack.waivers);
      const { policy, cluster, registry, day } = stack;
      return { stack, waivers, judge: { policy, cluster, registry, day, declared: waivers.declared } };
    });
    for (const resource of constructed) {
      const app: App | undefined = Reflect.get(resource, MARKS.app);
      if (app === undefined || this.apps.has(app)) continue;
      const { policy, cluster, day } = app;
      this.apps.set(app, { policy, cluster, day, registry: knownKinds, declared: [] });
    }
    // Whatever nobody judges goes by the first that judges anything: a stack, else an app.
    const first = this.stacks[0]?.judge ?? [...this.apps.values()][0];
    const standing = [...new Set(constructed.flatMap(ownSuppressions))];
    const nobody = { ...this.standard, cluster: stackClusterFor(undefined) };
    this.rest = { ...nobody, ...first, declared: [...(first?.declared ?? []), ...standing] };
  }

  get all(): readonly Judge[] {
    return [this.rest, ...this.stacks.map(({ judge }) => judge), ...this.apps.values(), this.standard];
  }

  of(urn: string, ours: boolean, resource: object | undefined): readonly Judge[] {
    const stacks = ours ? [] : this.stacks.filter(({ stack }) => stack.seen.has(urn));
    if (stacks.length > 0) return stacks.map(({ judge }) => judge);
    const app = resource === undefined ? undefined : nearest<App>(resource, MARKS.app);
    if (app === undefined) return [ours ? this.standard : this.rest];
    return [this.apps.get(app) ?? this.rest];
  }

  /** Who judges what stands for objects that nobody sees: every `hardenStack`, since each might have seen them. */
  ofUnseen(resource: object | undefined): readonly Judge[] {
    if (this.stacks.length > 0) return this.stacks.map(({ judge }) => judge);
    return this.of('', false, resource);
  }

  /** The waivers of a judge that name an object. */
  aimed(judge: Judge, urn: string, manifest: PlainObject): readonly Suppression[] {
    return this.stacks
      .filter((stack) => stack.judge === judge)
      .flatMap(({ waivers }) => waivers.of(urn, manifest, judge.registry));
  }
}
