/**
 * Holds the objects of add-ons that the constructs write against the definitions that the projects publish, on API servers of
 * three versions: what is written is taken without a warning, and what breaks a rule of a definition is refused by its words.
 */
import { join } from 'node:path';
import { formatRef, refOf } from '../../lib/core/manifest/identity';
import { clone, isPlain, objectAt, type PlainObject, stringAt } from '../../lib/core/manifest/plain';
import { type Answer, type Api, messageOf } from '../cluster/api';
import { named, said } from '../cluster/checks/api-server';
import { Checks } from '../cluster/checks/checks';
import { partsOf } from '../cluster/checks/teams';
import { ApiServer } from '../cluster/cluster';
import { synthesizeApp } from '../cluster/examples';
import { installPackages } from '../cluster/host';
import { PROGRAMS } from '../cluster/programs';
import type { DefinedKind } from '../kinds/definitions';
import { build } from '../lib/go-program';
import type { SuiteResult } from '../suite';
import BROKEN from './broken.json';
import { install, publishedKinds } from './install';
import { checkSecretAccess } from './secret-access';

/** The app of this suite, the example with every kind of workload, and the one of three teams. */
const APPS = {
  'add-ons': 'conformance/add-ons/app.ts',
  shop: 'examples/shop/main.ts',
  tenants: 'examples/tenants/main.ts',
} as const;

/** What the app of this suite writes at least once. */
const WRITTEN: readonly string[] = [
  'BackendTLSPolicy',
  'Certificate',
  'ExternalSecret',
  'GRPCRoute',
  'Gateway',
  'HTTPRoute',
  'ListenerSet',
  'PodMonitor',
  'ReferenceGrant',
  'ScaledObject',
  'SealedSecret',
  'SecretStore',
  'ServiceMonitor',
  'TLSRoute',
  'VerticalPodAutoscaler',
  'VolumeSnapshot',
];

/** Kinds whose project publishes no Go module with their definition. */
const UNPUBLISHED: readonly string[] = ['AppProject', 'SecretProviderClass'];

/** Kinds with lists in which the server fills items, which nobody but who applied them may write again. */
const FILLED: readonly string[] = ['StatefulSet'];

/** What is said of the agent of the shop, which reads a folder of its node. */
const AGENT = 'would violate PodSecurity "restricted": hostPath';

/** What an answer says, whatever the version of Pod Security. */
function answerTo(answer: Answer): object {
  const { warnings } = answer;
  const shortened = warnings.map((text) =>
    text.replace(/^(would violate PodSecurity "restricted):[^"]*": .*hostPath.*$/, '$1": hostPath'),
  );
  return said({ ...answer, warnings: shortened });
}

/** Runs the suite. @throws Error where something cannot be built or started */
export async function run(): Promise<readonly SuiteResult[]> {
  await installPackages();
  const kinds = await publishedKinds();
  const [standin, kubernetes] = [await build(PROGRAMS.standin), await build(PROGRAMS.kubernetes)];
  const checks = new Checks(PROGRAMS.kubernetes.version);
  for (const name of ['oldest', 'kubernetes', 'newest'] as const) {
    const { version } = PROGRAMS[name];
    const server = await ApiServer.start(standin, kubernetes, await build(PROGRAMS[name]));
    try {
      await checks.group(
        'definitions as published',
        () => checkDefinitions(server.api, kinds, checks),
        version,
      );
      for (const [app, main] of Object.entries(APPS)) {
        const made = await synthesizeApp(app, main, join(server.places.folder, app));
        const all = [...made.objects, ...partsOf(made).flatMap(({ objects }) => objects)];
        const objects = all.filter(({ kind }) => !UNPUBLISHED.includes(String(kind)));
        await checks.group(`objects of ${app}`, () => checkTaken(server.api, app, objects, checks), version);
        if (app !== 'add-ons') continue;
        await checks.group('broken rules', () => checkBroken(server.api, objects, checks), version);
        await checks.group(
          'access to Secrets',
          () => checkSecretAccess(server.api, objects, checks),
          version,
        );
      }
    } finally {
      checks.equal('what the API server left behind', await server.end(), []);
    }
  }
  return checks.results;
}

async function checkDefinitions(api: Api, kinds: readonly DefinedKind[], checks: Checks): Promise<void> {
  checks.holds('kinds', kinds.length > 0, 'there are none');
  checks.equal('definitions that are refused', await install(api, kinds), []);
}

/** Every object is taken without a warning; a second time nothing changes, no matter who applies it. */
async function checkTaken(
  api: Api,
  app: string,
  objects: readonly PlainObject[],
  checks: Checks,
): Promise<void> {
  if (app === 'add-ons') {
    const kinds = new Set(objects.map(({ kind }) => String(kind)));
    checks.equal(
      'kinds of add-ons',
      WRITTEN.filter((kind) => !kinds.has(kind)),
      [],
    );
  }
  const spaces = new Set(objects.map((object) => stringAt(objectAt(object, 'metadata'), 'namespace')));
  for (const name of spaces) // third-party ones are not in the output
    if (name !== undefined && !objects.some((object) => named(object) === `Namespace ${name}`))
      await api.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  for (const object of objects) {
    const name = `${app}: ${named(object)}`;
    const taken = { accepted: true, warnings: object.kind === 'DaemonSet' ? [AGENT] : [] };
    checks.equal(`${name} is applied`, answerTo(await api.apply(object)), taken);
    const second = await api.apply(object); // a status that the definition fills is kept now
    const third = await api.apply(object);
    checks.equal(`${name} is applied again`, answerTo(third), taken);
    checks.equal(`${name} stays as it is`, versionOf(third.body), versionOf(second.body));
    if (FILLED.includes(String(object.kind))) continue;
    const other = await api.apply(object, { dryRun: 'All', fieldManager: 'another' });
    checks.equal(`${name} is the same to another manager`, answerTo(other), taken);
  }
}

/** Each broken object differs in one thing from one that was taken, and the server says which rule it breaks. */
async function checkBroken(api: Api, objects: readonly PlainObject[], checks: Checks): Promise<void> {
  const known = new Map(objects.map((object) => [formatRef(refOf(object)), object]));
  for (const { object, set, refused } of BROKEN) {
    const whole = known.get(object);
    if (
      !checks.holds(
        object,
        whole !== undefined,
        `the app writes none; it writes ${[...known.keys()].join(', ')}`,
      )
    )
      continue;
    const broken = clone(whole ?? {});
    for (const [path, value] of Object.entries(set)) put(broken, path, value);
    put(broken, 'metadata.name', 'broken');
    const answer = await api.create(broken, { dryRun: 'All' });
    checks.holds(
      `${object} with ${JSON.stringify(set)} is refused`,
      answer.status === 422 && messageOf(answer).includes(refused),
      `expected "${refused}", found ${answer.status} ${messageOf(answer)}`,
    );
  }
}

/** Writes a value at a path such as `spec.listeners[1].name`; null takes the field away. */
function put(object: PlainObject, path: string, value: unknown): void {
  const steps = path.split(/[.[\]]+/).filter((step) => step !== '');
  const last = steps.pop() ?? '';
  let at: unknown = object;
  for (const step of steps) at = isPlain(at) ? at[step] : Array.isArray(at) ? at[Number(step)] : undefined;
  if (!isPlain(at)) throw new Error(`${path}: no such field`);
  if (value === null) delete at[last];
  else at[last] = value;
}

function versionOf(body: PlainObject | string): unknown {
  return typeof body === 'string' || !isPlain(body.metadata) ? body : body.metadata.resourceVersion;
}
