import { clone, isPlain, objectsAt, type PlainObject } from '../../../lib/core/manifest/plain';
import { type Answer, type Api, messageOf } from '../api';
import type { Example } from '../examples';
import { podOf } from '../standins';
import { until } from '../wait';
import { named, said } from './api-server';
import type { Checks } from './checks';
import ROWS from './tenants.json';

const SPACE = 'team-web';

/** Controllers that fill quotas do not run here: with a quota, nothing could be created. */
const LEFT_OUT: readonly unknown[] = ['ResourceQuota', 'Deployment', 'PodDisruptionBudget'];

const REFUSED = /ValidatingAdmissionPolicy '([^']*)'/;

/** The policy that refused a request, in the words of the answer; undefined where it was taken. */
function refusal(answer: Answer): string | undefined {
  if (answer.status === 201) return undefined;
  return REFUSED.exec(messageOf(answer))?.[1] ?? `${answer.status}: ${messageOf(answer)}`;
}

/** Applies the namespaces of a tenant, and holds what is let into one of them against what it allows. */
export async function checkTenants(api: Api, { objects }: Example, checks: Checks): Promise<void> {
  const taken = { accepted: true, warnings: [] };
  for (const object of objects.filter(({ kind }) => !LEFT_OUT.includes(kind))) {
    checks.equal(`${named(object)} is applied`, said(await api.apply(object)), taken);
    const again = await api.apply(object, { fieldManager: 'another' });
    checks.equal(`${named(object)} is the same to another manager`, said(again), taken);
  }
  const create = async (object: PlainObject): Promise<string | undefined> =>
    refusal(await api.create(object, { dryRun: 'All' }));
  const rows = ROWS.map(({ object, namespace = SPACE, ...row }) => ({
    ...row,
    object: { ...object, metadata: { name: 'tried', namespace } },
  }));
  for (const { object, refusedBy } of rows) {
    if (refusedBy !== undefined) await until(refusedBy, 60, async () => (await create(object)) === refusedBy);
  }
  for (const { what, object, refusedBy } of rows) checks.equal(what, await create(object), refusedBy);
  const shop = objects.find(({ kind }) => kind === 'Deployment');
  if (shop === undefined) throw new Error('the app has no workload');
  const images = [
    ['registry.example.com/shop/web:v1.4.2', undefined],
    ['docker.io/shop/web:v1.4.2', `pods.${SPACE}.bulwark.dev`],
    ['web:v1.4.2', `pods.${SPACE}.bulwark.dev`],
    ['registry.example.com.evil.example/web:v1.4.2', `pods.${SPACE}.bulwark.dev`],
  ] as const;
  for (const [image, refusedBy] of images)
    checks.equal(`a pod of ${image}`, await create(podWith(shop, image)), refusedBy);
}

function podWith(workload: PlainObject, image: string): PlainObject {
  const spec: unknown = clone(podOf(workload));
  if (!isPlain(spec)) throw new Error('the workload has no pod');
  for (const container of objectsAt(spec, 'containers')) container.image = image;
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'tried', namespace: SPACE }, spec };
}
