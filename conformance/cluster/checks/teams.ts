import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { objectAt, objectsAt, type PlainObject, stringAt } from '../../../lib/core/manifest/plain';
import { install, publishedKinds } from '../../add-ons/install';
import type { Answer, Api } from '../api';
import type { ApiServer } from '../cluster';
import type { Example } from '../examples';
import { objectsInFolder } from '../yaml';
import { named, said } from './api-server';
import type { Checks } from './checks';
import { asUser, withToken } from './deployer';

/** What a deployer applies. */
export interface TeamPart {
  readonly namespace: string;
  readonly objects: readonly PlainObject[];
}

/** The parts of an output that deployers apply; none where it has no deployer. */
export function partsOf({ folder }: Example): readonly TeamPart[] {
  const teams = join(folder, 'teams');
  if (!existsSync(teams)) return [];
  const namespaces = readdirSync(teams).sort();
  return namespaces.map((namespace) => ({ namespace, objects: objectsInFolder(join(teams, namespace)) }));
}

/** Kinds whose definitions come from their projects, with the groups: their schemas do not lie beside the checkout. */
const PUBLISHED = { ListenerSet: 'gateway.networking.k8s.io', PodMonitor: 'monitoring.coreos.com' };

/** Makes what the platform has besides: definitions of add-ons, and the namespaces that they run in. */
export async function prepareTeams(api: Api, { objects }: Example, checks: Checks): Promise<void> {
  const published = await publishedKinds(Object.values(PUBLISHED));
  const missing = published.filter(({ kind }) => Object.keys(PUBLISHED).includes(kind));
  checks.equal('definitions that are refused', await install(api, missing), []);
  const made = new Set(objects.filter(({ kind }) => kind === 'Namespace').map(nameOf));
  for (const name of new Set(objects.map(spaceOf)))
    if (name !== undefined && !made.has(name))
      await api.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
}

const TAKEN = { accepted: true, warnings: [] };

/** Each team applies its own part, with the rights of its deployer alone, and no object that another one deploys. */
export async function checkTeams(server: ApiServer, example: Example, checks: Checks): Promise<void> {
  const parts = partsOf(example).map((part) => ({ ...part, subject: deployerOf(part.namespace, example) }));
  checks.equal('parts of teams', parts.length, 5);
  for (const { namespace, objects, subject } of parts) {
    const deployer = await wayInOf(server, namespace, subject);
    const by = `by the deployer of ${namespace}`;
    for (const object of objects) {
      checks.equal(`${named(object)} ${by} is applied`, said(await deployer.apply(object)), TAKEN);
      const second = await deployer.apply(object); // a status that the definition fills is kept now
      const third = await deployer.apply(object);
      const versions = [versionOf(third), said(third)];
      checks.equal(`${named(object)} ${by} is applied again`, versions, [versionOf(second), TAKEN]);
      checks.count('objects that the deployers of three teams apply, over three versions', 1);
    }
    const others = parts.filter((other) => JSON.stringify(other.subject) !== JSON.stringify(subject));
    for (const object of others.flatMap((other) => other.objects)) {
      const answer = await deployer.apply(object, { dryRun: 'All' });
      checks.equal(`${named(object)} ${by} is refused`, answer.status, 403);
      checks.count('objects of others that these are refused, over three versions', 1);
    }
  }
}

/** Whom the binding of the deployer of a namespace names. */
function deployerOf(namespace: string, { objects }: Example): PlainObject {
  const bindings = objects.filter(({ kind }) => kind === 'RoleBinding');
  const binding = bindings.find((one) => spaceOf(one) === namespace && nameOf(one) === 'deployer');
  const [subject] = objectsAt(binding ?? {}, 'subjects');
  if (subject === undefined) throw new Error(`${namespace} has no deployer`);
  return subject;
}

function wayInOf(server: ApiServer, namespace: string, subject: PlainObject): Promise<Api> {
  if (subject.kind !== 'User') return withToken(server, namespace);
  return asUser(server, namespace, stringAt(subject, 'name') ?? '');
}

function nameOf(object: PlainObject): string | undefined {
  return stringAt(objectAt(object, 'metadata'), 'name');
}

function spaceOf(object: PlainObject): string | undefined {
  return stringAt(objectAt(object, 'metadata'), 'namespace');
}

function versionOf({ body }: Answer): string | undefined {
  return typeof body === 'string' ? undefined : stringAt(objectAt(body, 'metadata'), 'resourceVersion');
}
