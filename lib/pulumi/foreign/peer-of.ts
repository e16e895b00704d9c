import type { Resource } from '@pulumi/pulumi';
import { foreignWorkload } from '../../blueprints/workload/foreign';
import { checkArgument } from '../../core/check-input';
import { InvalidInputError } from '../../core/errors';
import { refOf } from '../../core/manifest/identity';
import { text } from '../../core/shape';
import type { PlacedWorkload } from '../../model/cluster-model';
import { type AppContext, appAbove } from '../app/app-context';
import { machinery } from '../app/lazy';
import type { Rendering } from '../app/rendering';
import { checkResource } from '../call';
import { quietly, tooLate } from '../errors';
import { nameOf } from '../internals';
import { pathOf } from '../marks';
import { below, isTold, type RawManifest, rawManifests, refuseLateTraits } from '../raw/raw-objects';
import { namespaceAbove } from '../tree';
import { ForeignWorkload, type Found } from './foreign-workload';
import { groupsBelow, rendered, unseenBelow, waitsForApp } from './groups';

// Keyed by name, so that two copies of this package in one program understand each other.
const PEERS = Symbol.for('bulwark.pulumi.peers');

/** Whose objects the program itself makes. */
const KNOWN_GROUPS = ['helm.v3.Chart', 'yaml.ConfigFile', 'yaml.ConfigGroup', 'kustomize.Directory'];

/** What is asked for. */
interface Wanted {
  readonly scope: Resource;
  readonly kind: string;
  readonly name: string;
  readonly where: string;
  readonly context: AppContext;
}

/**
 * A third-party workload, as a source and target of routes like our own: one of a `yaml.ConfigFile` or `ConfigGroup`,
 * of a `helm.v3.Chart`, or a raw resource. It gets a policy of its own, with DNS and the routes that you open. What is said
 * about one of a chart counts as soon as the chart has been rendered, and the app is whole then.
 * @example
 * const grafana = peerOf(chart, 'Deployment', 'grafana');
 * grafana.talksTo(prometheus);
 * @param scope the resource that its object is, or is below; in an app
 * @throws InvalidInputError where there is no such workload there, or several, or its labels select others too; for one of a
 * chart the app fails with it
 */
export function peerOf(scope: Resource, kind: string, name: string): ForeignWorkload {
  return quietly(() => {
    checkResource('peerOf', scope);
    checkArgument('peerOf', 'kind', kind, { ...text, sample: `'Deployment'` });
    checkArgument('peerOf', 'name', name, { ...text, sample: `'grafana'` });
    const known: Map<string, ForeignWorkload> = Reflect.get(scope, PEERS) ?? new Map();
    Object.defineProperty(scope, PEERS, { value: known, configurable: true });
    const key = `${kind}/${name}`;
    const peer = known.get(key) ?? connected(scope, kind, name);
    known.set(key, peer);
    return peer;
  });
}

function connected(scope: Resource, kind: string, name: string): ForeignWorkload {
  const where = `peerOf(${pathOf(scope)}, '${kind}', '${name}')`;
  const context = appAbove(scope);
  const home = namespaceAbove(scope)?.component ?? context?.component;
  if (context === undefined || home === undefined)
    throw wrong(where, 'scope', 'no HardenedApp above it', 'one that judges it', '{ parent: shop }');
  if (context.rendering.isRendered) throw tooLate(where, 'a peer was named');
  const wanted: Wanted = { scope, kind, name, where, context };
  const groups = groupsBelow(scope);
  for (const group of groups) {
    const own = waitsForApp(group);
    if (own === undefined) continue;
    const found = `${pathOf(group)}, which waits for ${own} of its own app`;
    const needs = 'a group that waits for nothing of the app: its policies are written when it is rendered';
    throw wrong(where, 'scope', found, needs, 'namespace: shop.name');
  }
  const own = `${nameOf(scope)}-${kind.toLowerCase()}-${name}`;
  return new ForeignWorkload(own, context, home, () =>
    groups.length === 0 ? found(wanted, []) : whenRendered(wanted),
  );
}

async function whenRendered(wanted: Wanted): Promise<Found> {
  const unknown = await rendered(groupsBelow(wanted.scope));
  return quietly(() => found(wanted, unknown));
}

/** What is below a resource. */
interface Below {
  /** How many resources there were. */
  readonly size: number;
  readonly objects: readonly RawManifest[];
  readonly all: readonly PlacedWorkload[];
}

const READ = new WeakMap<Resource, Below>();

/** The third-party objects below a resource, and their workloads; read again only where there are more of them. */
function readBelow(scope: Resource, rendering: Rendering): Below {
  const resources = below(scope);
  const known = READ.get(scope);
  if (known?.size === resources.length) return known;
  const { ManifestSet, readWorkloadsOf } = machinery();
  const { registry } = rendering;
  const objects = rawManifests(resources, registry);
  rendering.addBeside(objects.map(({ manifest }) => manifest));
  const all = readWorkloadsOf(new ManifestSet(objects, registry));
  const read = { size: resources.length, objects, all };
  READ.set(scope, read);
  return read;
}

/** Looks for the workload among what the program has made. */
function found({ scope, kind, name, where, context }: Wanted, unknown: readonly string[]): Found {
  const { registry } = context.rendering;
  const { objects, all } = readBelow(scope, context.rendering);
  for (const { manifest } of objects) {
    const ref = refOf(manifest, registry);
    if (ref.kind === kind && ref.name === name)
      refuseLateTraits(where, manifest, context.cluster.mesh !== undefined);
  }
  const hidden = [...unseenBelow(scope), ...unknown];
  if (hidden.length > 0 && !all.some(({ workload }) => workload.name === name)) {
    const needs = `a ${kind} ${name} that the program makes`;
    const fix = `${KNOWN_GROUPS.join(', ')}, or name it by its labels: external({ … })`;
    throw wrong(where, 'name', hidden.join(', '), needs, fix);
  }
  const placed = foreignWorkload(where, { kind, name }, all);
  const { namespace } = placed.workload;
  const isolated = namespaceAbove(scope)?.model.name;
  if (namespace === undefined && isolated !== undefined) {
    const needs = `the namespace ${isolated} that it is in: Pulumi gives it none`;
    throw wrong(where, 'namespace', 'none', needs, 'namespace: shop.name');
  }
  const service = objects.some(({ manifest, named }) => {
    const ref = refOf(manifest, registry);
    const isIts = ref.kind === 'Service' && ref.name === name && ref.namespace === namespace;
    return isIts && named && isTold(manifest);
  });
  return { placed, service };
}

function wrong(where: string, field: string, found: string, needs: string, fix: string): InvalidInputError {
  return new InvalidInputError(where, [{ field, found, needs, fix }]);
}
