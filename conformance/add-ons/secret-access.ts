import { clone, objectAt, objectsAt, type PlainObject, stringAt } from '../../lib/core/manifest/plain';
import { type Answer, type Api, messageOf } from '../cluster/api';
import type { Checks } from '../cluster/checks/checks';
import { until } from '../cluster/wait';

const NAMESPACE = 'kept-secrets';
const REFUSED = /ValidatingAdmissionPolicy 'secret-access\.kept-secrets' .*names a Secret that no workload/;

/** Every way in which a pod names a Secret that Pod Security `restricted` lets through, with the name in place of NAME. */
const WAYS: Readonly<Record<string, (spec: PlainObject, name: string) => void>> = {
  'a volume': (spec, name) => volume(spec, { secret: { secretName: name } }),
  'a projected volume': (spec, name) =>
    volume(spec, { projected: { sources: [{ downwardAPI: { items: [] } }, { secret: { name } }] } }),
  'a volume of a driver': (spec, name) =>
    volume(spec, { csi: { driver: 'example.com', nodePublishSecretRef: { name } } }),
  'a variable': (spec, name) => environment(spec, 'containers', name),
  'a variable of an init container': (spec, name) => {
    spec.initContainers = [
      { ...clone(objectsAt(spec, 'containers')[0] ?? {}), name: 'before', lifecycle: undefined },
    ];
    for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe'])
      delete objectsAt(spec, 'initContainers')[0]?.[probe];
    environment(spec, 'initContainers', name);
  },
  'all variables': (spec, name) => {
    for (const container of objectsAt(spec, 'containers')) container.envFrom = [{ secretRef: { name } }];
  },
  'a pull secret': (spec, name) => {
    spec.imagePullSecrets = [{ name }];
  },
};

function volume(spec: PlainObject, source: PlainObject): void {
  spec.volumes = [...objectsAt(spec, 'volumes'), { name: 'tried', ...source }];
}

function environment(spec: PlainObject, list: string, name: string): void {
  const valueFrom = { secretKeyRef: { name, key: 'password' } };
  for (const container of objectsAt(spec, list)) container.env = [{ name: 'TRIED', valueFrom }];
}

/**
 * In a namespace with `secretAccess: 'declared'` a pod names the Secrets that workloads of its account declare, and no other, by
 * no way; other changes of pods go through.
 */
export async function checkSecretAccess(
  api: Api,
  objects: readonly PlainObject[],
  checks: Checks,
): Promise<void> {
  const pod = (workload: string, change: (spec: PlainObject) => void = () => undefined): PlainObject =>
    podOf(objects, workload, change);
  const create = (made: PlainObject): Promise<Answer> => api.create(made, { dryRun: 'All' });
  const stranger = pod('declares-nothing', (spec) => volume(spec, { secret: { secretName: 'db' } }));
  await until('the policy of Secrets', 60, async () => REFUSED.test(messageOf(await create(stranger))));
  for (const workload of ['declares', 'declares-nothing'])
    checks.equal(`pods of ${workload} start`, statusOf(await create(pod(workload))), 201);
  const driver = (name: string) => (spec: PlainObject) =>
    volume(spec, {
      csi: {
        driver: 'secrets-store.csi.k8s.io',
        readOnly: true,
        volumeAttributes: { secretProviderClass: name },
      },
    });
  const ways = Object.entries(WAYS).map(([way, change]) => ({
    way,
    own: (spec: PlainObject) => change(spec, 'db'),
    other: (spec: PlainObject) => change(spec, 'tls'),
  }));
  ways.push({ way: 'a folder of the driver of secrets', own: driver('vault'), other: driver('db') });
  for (const { way, own, other } of ways) {
    checks.equal(`${way}: what its account declares`, statusOf(await create(pod('declares', own))), 201);
    for (const [whose, made] of [
      ['another Secret', pod('declares', other)],
      ['the Secret of another account', pod('declares-nothing', own)],
    ] as const) {
      const answer = await create(made);
      const is = answer.status === 403 && REFUSED.test(messageOf(answer));
      checks.holds(`${way}: ${whose}`, is, `${answer.status} ${messageOf(answer)}`);
    }
  }
  await checkLater(api, pod('declares'), checks);
}

/** Ephemeral containers come later, and are looked at; labels are not. */
async function checkLater(api: Api, pod: PlainObject, checks: Checks): Promise<void> {
  const made = await api.create(pod);
  checks.equal('a pod is created', made.status, 201);
  const body = typeof made.body === 'string' ? {} : made.body;
  const path = `/api/v1/namespaces/${NAMESPACE}/pods/tried`;
  const put = (below: string, object: PlainObject): Promise<Answer> =>
    api.send('PUT', `${path}${below}`, { body: object, query: { dryRun: 'All' } });
  const [main = {}] = objectsAt(objectAt(body, 'spec'), 'containers');
  const debug = (name: string): PlainObject => ({
    ...body,
    spec: {
      ...objectAt(body, 'spec'),
      ephemeralContainers: [
        {
          name: 'debug',
          image: main.image,
          securityContext: main.securityContext,
          env: [{ name: 'TRIED', valueFrom: { secretKeyRef: { name, key: 'password' } } }],
        },
      ],
    },
  });
  const other = await put('/ephemeralcontainers', debug('tls'));
  const is = other.status === 403 && REFUSED.test(messageOf(other));
  checks.holds('an ephemeral container with another Secret', is, `${other.status} ${messageOf(other)}`);
  const own = await put('/ephemeralcontainers', debug('db'));
  checks.equal('an ephemeral container with its own', statusOf(own), 200);
  const labelled = { ...body, metadata: { ...objectAt(body, 'metadata'), labels: { changed: 'true' } } };
  checks.equal('a label of a pod', statusOf(await put('', labelled)), 200);
}

function statusOf(answer: Answer): unknown {
  return answer.status < 300 ? answer.status : `${answer.status} ${messageOf(answer)}`;
}

/** A pod as the controller of a Deployment makes it, with one change. */
function podOf(
  objects: readonly PlainObject[],
  workload: string,
  change: (spec: PlainObject) => void,
): PlainObject {
  const found = objects.find(
    ({ kind, metadata }) => kind === 'Deployment' && stringAt(Object(metadata), 'name') === workload,
  );
  const template = clone(objectAt(objectAt(found, 'spec'), 'template') ?? {});
  const spec = objectAt(template, 'spec') ?? {};
  change(spec);
  const metadata = { ...objectAt(template, 'metadata'), name: 'tried', namespace: NAMESPACE };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec };
}
