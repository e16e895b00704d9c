import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fieldsOf } from '../../lib/blueprints/description';
import { external } from '../../lib/blueprints/external';
import type { Form } from '../../lib/blueprints/form';
import { clusters } from '../../lib/core/cluster/presets';
import { isPlain, type PlainObject } from '../../lib/core/manifest/plain';
import { restricted } from '../../lib/core/policy/policy';
import { read as mayRead } from '../../lib/core/rbac/grant';
import { CONSTRUCTS } from '../../scripts/props-page';
import { type NamedValues, plainValue, valuesOf, withCompany } from './values';

/** One prop of one construct with one value. */
export interface Case {
  /** The prop, its construct, and which of its values: `SecureJob.suspend 1`. */
  readonly title: string;
  readonly construct: string;
  readonly prop: string;
  /** The interfaces of its props. */
  readonly interfaces: readonly string[];
  /** The name of what is made: once in its world. */
  readonly name: string;
  readonly props: PlainObject;
  /** What the namespace above has to say. */
  readonly inside: PlainObject;
}

/** One front end, as the description uses it: constructs by their names. */
export interface AnyFrontEnd {
  /** @param above the construct above; the app where there is none */
  make(construct: string, above: unknown, name: string, props: PlainObject): unknown;
}

/** An app of its own with one construct for each case. */
export interface World {
  readonly name: string;
  readonly app: PlainObject;
  /** @returns what a construct did not take, with what it says */
  build(frontEnd: AnyFrontEnd): readonly string[];
}

const IMAGE = 'registry.example.com/shop/web:v1.4.2';
const LOCK = { images: { [IMAGE]: { digest: `sha256:${'a1b2c3d4'.repeat(8)}`, date: '2026-11-20' } } };
/** The day of every world. */
export const TODAY = '2026-11-21';
/** A cluster that has what props ask for: a grant needs the address of the API server, a host a Gateway. */
export const WITH_EVERYTHING = clusters.kubeadm({
  appArmor: true,
  userNamespaces: true,
  gatewayApi: { class: 'envoy' },
  monitoring: {
    namespace: 'monitoring',
    labels: { app: 'prometheus' },
    operator: { labels: { release: 'kps' } },
  },
  gateway: { namespace: 'envoy-gateway-system', labels: { 'app.kubernetes.io/name': 'envoy' } },
  ingress: { class: 'traefik', controller: 'traefik.io/ingress-controller' },
  cloudIdentity: { cidrs: ['10.0.20.0/28'] },
  apiServer: {
    service: { cidr: '10.96.0.1/32', port: 443 },
    endpoints: [{ cidr: '192.0.2.10/32', port: 6443 }],
  },
});
const NAMED: NamedValues = {
  ClusterProfile: clusters.kind(),
  Dedicated: { poolName: 'sensitive', poolRuntimeClass: 'gvisor', poolPriorityClass: undefined },
  Grant: mayRead({ apiVersion: 'v1', kind: 'ConfigMap', name: 'settings' }),
  ImageLock: LOCK,
  Policy: restricted({ owner: 'team-shop', email: 'team-shop@example.com' }),
  Reference: external({
    namespace: 'cache',
    labels: { app: 'redis' },
    ports: [6379],
    service: { name: 'redis', port: 6379 },
  }),
  TrafficPeer: external({ namespace: 'monitoring', labels: { app: 'prometheus' } }),
  Waiver: {
    control: 'image-pinned-to-digest',
    reason: 'the two front ends have to say the same',
    owner: 'team-shop',
    expires: '2027-03-31',
  },
};

/**
 * Every prop of every construct with every value that the description has for it: a new prop and a new kind are among them
 * at once.
 * @param account an identity of the front end
 */
export function cases(account: unknown): readonly Case[] {
  const named = { ...NAMED, Account: account };
  return Object.entries(CONSTRUCTS).flatMap(([construct, interfaces]) =>
    casesOf(construct, interfaces, named),
  );
}

function casesOf(construct: string, interfaces: readonly string[], named: NamedValues): readonly Case[] {
  const { object, required } = fieldsOf({ extends: interfaces });
  const least = Object.fromEntries(required.map((name) => [name, valuesOf(object[name] ?? {}, named)[0]]));
  return Object.entries(object).flatMap(([prop, field]) =>
    valuesOf(field, named).map((value, index) => ({
      title: `${construct}.${prop} ${index}`,
      ...{ construct, prop, interfaces, name: `${prop.toLowerCase()}-${index}` },
      props: withCompany({ ...least, [prop]: value }, field),
      inside: insideOf(field),
    })),
  );
}

function insideOf({ inside }: Form): PlainObject {
  const said = inside === undefined ? {} : plainValue(inside);
  if (!isPlain(said)) throw new Error(`no object: ${inside}`);
  return said;
}

/** The worlds of all cases: one for each construct, and one for each prop of the app. */
export function worlds(): readonly World[] {
  const [apps, others] = [
    cases(undefined).filter(({ construct }) => construct === 'HardenedApp'),
    Object.keys(CONSTRUCTS).filter((construct) => construct !== 'HardenedApp'),
  ];
  return [
    ...apps.map(({ title, props }) => ({
      name: title,
      app: { today: TODAY, ...props },
      build: (frontEnd: AnyFrontEnd) => {
        standIn(frontEnd, frontEnd.make('IsolatedNamespace', undefined, 'shop', {}), 'shop');
        return [];
      },
    })),
    ...others.map((construct) => ({
      name: construct,
      app: { today: TODAY, cluster: WITH_EVERYTHING },
      build: (frontEnd: AnyFrontEnd) => buildAll(construct, frontEnd),
    })),
  ];
}

/** What tells the namespace of a construct apart of which a namespace takes one alone. */
export function aloneIn(construct: string, name: string): string {
  return construct === 'Deployer' || construct === 'BreakGlass' ? name : '';
}

/** A workload that every namespace takes. */
function standIn(frontEnd: AnyFrontEnd, space: unknown, name: string): void {
  frontEnd.make('SecureDaemonSet', space, `in-${name}`, { image: IMAGE });
}

function buildAll(construct: string, frontEnd: AnyFrontEnd): readonly string[] {
  const spaces = new Map<string, unknown>();
  const spaceFor = (inside: PlainObject, alone = ''): unknown => {
    const key = `${JSON.stringify(inside)}${alone}`;
    const found =
      spaces.get(key) ?? frontEnd.make('IsolatedNamespace', undefined, `space-${spaces.size}`, inside);
    spaces.set(key, found);
    return found;
  };
  const account = frontEnd.make('LeastPrivilegeServiceAccount', spaceFor({}), 'account', {});
  const refused: string[] = [];
  for (const { title, name, props, inside } of cases(account).filter((one) => one.construct === construct)) {
    try {
      const isSpace = makesSpaces(construct);
      const isOfCluster = isSpace || construct === 'NodePool';
      const made = frontEnd.make(
        construct,
        isOfCluster ? undefined : spaceFor(inside, aloneIn(construct, name)),
        name,
        props,
      );
      if (isSpace) standIn(frontEnd, spaceIn(made, props), name);
    } catch (error) {
      refused.push(`${title}: ${whyNot(error)}`);
    }
  }
  return refused;
}

/** Whether a construct makes namespaces, and so stands in the app itself. */
export function makesSpaces(construct: string): boolean {
  return construct === 'IsolatedNamespace' || construct === 'Tenant';
}

/** A namespace: the construct itself, or the first one of a tenant. */
export function spaceIn(made: unknown, props: object): unknown {
  const namespace: unknown = Reflect.get(Object(made), 'namespace');
  if (typeof namespace !== 'function') return made;
  return namespace.call(made, Object.keys(Object(Reflect.get(props, 'namespaces')))[0]);
}

/** Stands in a new folder with the files that the examples of props name. */
export function standBesideFiles(): void {
  process.chdir(mkdtempSync(join(tmpdir(), 'bulwark-described-')));
  writeFileSync('images.lock.json', JSON.stringify(LOCK));
}

/** What a front end says against a world as a whole. */
export function whyNot(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 2_000);
}

/** The class of a front end. @throws where it exports none of that name */
export function classOf(exported: object, name: string): NewableFunction {
  const found: unknown = Reflect.get(exported, name);
  if (typeof found !== 'function') throw new Error(`this front end has no ${name}`);
  return found;
}
