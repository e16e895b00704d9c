import { formOf } from '../../lib/blueprints/description';
import { external } from '../../lib/blueprints/external';
import type { Form } from '../../lib/blueprints/form';
import { isPlain } from '../../lib/core/manifest/plain';
import { cases } from './described';
import { type FrontEnd, SCENARIOS, type Workload } from './scenarios';

/** What a scenario or an example says, with the interface of it. */
interface Said {
  readonly props: string;
  readonly value: unknown;
}

/** Everything that the scenarios say to constructs. */
function said(): readonly Said[] {
  const found: Said[] = [];
  const say = (value: unknown, ...names: readonly string[]): void => {
    for (const props of names) found.push({ props, value });
  };
  const peer = external({ namespace: 'shop', labels: { app: 'web' }, ports: [8080] });
  const ignore = (): void => undefined;
  const workload: Workload = {
    ...{ target: peer, party: () => peer.party(), portsFor: () => peer.portsFor(), join: () => undefined },
    ...{ addressFrom: () => 'web:8080', port: () => workload, talksTo: () => workload },
    ...{ receivesFrom: () => workload, uses: () => workload, grant: () => workload },
    granted: { kind: 'Deployment', name: 'web' },
    ...{ grantRead: ignore, grantWatch: ignore, grantUpdate: ignore, grantPatch: ignore },
  };
  const make: FrontEnd<string, string> = {
    namespace: (name, props = {}) => {
      say(props, 'NamespaceProps');
      return name;
    },
    existing: (name) => name,
    account: (_, name, props = {}) => {
      say(props, 'AccountProps');
      return name;
    },
    workload: (_space, _name, props) => {
      say(props, 'DeploymentProps', 'IdentityProps');
      return workload;
    },
    kind: (kind, _space, _name, props) => {
      say(props, `${kind}Props`, 'IdentityProps');
      return workload;
    },
    grant: ignore,
    shared: (_space, claimName, props) => {
      say(props, 'SharedClaimProps');
      return { claimName, claimNamespace: 'shop', claimMode: 'ReadWriteMany', claimGroup: 20_500 };
    },
    snapshot: (_space, _name, props) => say(props, 'SnapshotProps'),
    waive: () => undefined,
    override: () => undefined,
  };
  for (const { app, build } of SCENARIOS) {
    say(app ?? {}, 'AppProps');
    build(make);
  }
  return found;
}

/** Visits every field that a form has, and what a value says of each. */
function visit(form: Form, value: unknown, at: string, see: (field: string, found: unknown) => void): void {
  const inside = isPlain(value) ? value : {};
  for (const base of form.extends ?? []) visit(formOf(base), value, base, see);
  for (const part of [...(form.all ?? []), ...(form.either ?? [])]) visit(part, value, at, see);
  if (form.ref !== undefined) visit(formOf(form.ref), value, form.ref, see);
  const items = form.list === undefined ? Object.values(inside) : Array.isArray(value) ? value : [];
  const item = form.list ?? form.map;
  if (item !== undefined) for (const found of orNothing(items)) visit(item, found, at, see);
  for (const [key, field] of Object.entries(form.object ?? {})) {
    see(`${at}.${key}`, inside[key]);
    visit(field ?? {}, inside[key], `${at}.${key}`, see);
  }
}

/** The items; where there is none, nothing, so that the fields of an item are seen all the same. */
function orNothing(items: readonly unknown[]): readonly unknown[] {
  return items.length === 0 ? [undefined] : items;
}

/** What no scenario can say of both front ends; the tests beside each hold it. */
const ELSEWHERE = [
  'DeliveredSecretData.from.sops', // Pulumi makes no object of it: test/pulumi/sops-secrets.test.ts
  'TenantNamespaceProps.dedicatedTo', // no example holds a construct: test/parity/tenants.test.ts
];

test('the examples of the description and the scenarios use every prop of every construct, and every field inside of one', () => {
  const used = new Map<string, boolean>();
  const described = cases({}).flatMap(({ interfaces, props: value }) =>
    interfaces.map((props) => ({ props, value })),
  );
  for (const { props, value } of [...described, ...said()])
    visit(formOf(props), value, props, (field, found) =>
      used.set(field, used.get(field) === true || found !== undefined),
    );
  expect(used.size).toBeGreaterThan(130);
  // What is here lacks an `@example`: docs/adding-a-prop.md.
  const unused = [...used].filter(([, is]) => !is).map(([field]) => field);
  expect(unused.sort()).toEqual(ELSEWHERE);
});
