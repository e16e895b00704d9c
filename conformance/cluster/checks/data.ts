import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPlain, objectAt, objectsAt, type PlainObject, stringAt } from '../../../lib/core/manifest/plain';
import { applyFolder, deleteNamespaces, inPod } from '../apply';
import type { Cluster } from '../cluster';
import { checkAgainst, type Example, synthesizeAgainst, synthesizeApp } from '../examples';
import { podsOf } from '../pods';
import type { Volumes } from '../volumes';
import { until } from '../wait';
import type { Checks } from './checks';

const IMAGE = 'registry.example.com/data/shell:v1';
const SPACE = 'stores';
const SETS = `/apis/apps/v1/namespaces/${SPACE}/statefulsets`;

/** Seconds that pods have to come or to go on a busy machine. */
const PATIENCE = 240;

const STORES = ['store-0', 'store-1', 'store-2'];

/** The stores on a cluster, and what is known of them. */
class Stores {
  constructor(
    private readonly cluster: Cluster,
    private readonly volumes: Volumes,
    private readonly checks: Checks,
  ) {}

  kubectl(...args: readonly string[]): ReturnType<Cluster['server']['kubectl']> {
    return this.cluster.server.kubectl(...args);
  }

  /** Names of the pods of a workload with their uids, when there are so many and all are ready. */
  async pods(workload: string, count: number): Promise<Record<string, string>> {
    const pods = await until(`${count} pods of ${workload}`, PATIENCE, async () => {
      const all = (await podsOf(this.cluster.api, SPACE)).filter(
        ({ labels }) => labels['app.kubernetes.io/instance'] === workload,
      );
      if (!all.every(({ ready }) => ready))
        throw new Error(all.map(({ object }) => whyNot(object)).join('\n'));
      return all.length === count && all;
    });
    return Object.fromEntries(pods.map(({ name, uid }) => [name, uid]));
  }

  /** The starts that a pod's claim tells, once there are so many. */
  async startsOf(pod: string, count: number): Promise<string[]> {
    return until(`${count} starts of ${pod}`, PATIENCE, async () => {
      const lines = (await inPod(this.cluster, SPACE, pod, 'cat', '/data/starts')).trimEnd().split('\n');
      return lines.length >= count && lines;
    });
  }

  /** What each claim of the StatefulSet tells must be these numbers of starts of its pod. */
  async haveStarted(when: string, starts: readonly number[]): Promise<void> {
    for (const [index, count] of starts.entries()) {
      const pod = `store-${index}`;
      const found = await this.startsOf(pod, count);
      this.checks.equal(`${pod}, ${when}`, found, Array(count).fill(`${pod} started`));
    }
  }

  /** The claims of a workload, by name with their uid. */
  async claims(prefix: string): Promise<Record<string, string>> {
    const listed = await this.cluster.api.list(`/api/v1/namespaces/${SPACE}/persistentvolumeclaims`);
    const metadata = listed.map((claim) => objectAt(claim, 'metadata') ?? {});
    const own = metadata.filter(({ name }) => String(name).startsWith(prefix));
    return Object.fromEntries(own.map(({ name, uid }) => [String(name), String(uid)]));
  }

  async set(name: string): Promise<PlainObject> {
    return this.cluster.api.get(`${SETS}/${name}`);
  }

  /** Waits until the claims of a prefix are these, and the volumes of all that went are gone. */
  async onlyClaims(
    prefix: string,
    before: Readonly<Record<string, string>>,
    left: readonly string[],
  ): Promise<void> {
    const names = await until(`claims ${prefix}: ${left.join(', ')}`, PATIENCE, async () => {
      const now = Object.keys(await this.claims(prefix));
      return now.length === left.length && now;
    });
    this.checks.equal(`claims of ${prefix}`, names, left);
    const gone = Object.entries(before).filter(([name]) => !left.includes(name));
    for (const [name, uid] of gone) {
      const isGone = (): Promise<boolean> => Promise.resolve(!this.volumes.has(`pvc-${uid}`));
      this.checks.equal(`the volume of ${name} is gone`, await until('its end', PATIENCE, isGone), true);
    }
  }
}

/**
 * Claims keep what was written to them when a pod is replaced, when there are fewer pods and then more again, when the
 * StatefulSet is deleted and applied again, and when it is replaced because of a field that nobody can change, in the
 * order that `--against` tells. Those of a StatefulSet that says so are deleted, with their volumes.
 */
export async function checkData(cluster: Cluster, volumes: Volumes, checks: Checks): Promise<void> {
  const stores = new Stores(cluster, volumes, checks);
  const image = cluster.registry.withShell('data');
  await cluster.registry.push(image, 'data/shell');
  const digests = { [IMAGE]: image.digest };
  const folder = (name: string): string => join(cluster.server.places.folder, name);
  const first = await synthesizeApp('stores', 'conformance/cluster/data/app.ts', folder('stores'), digests);
  const applied = await applyFolder(cluster, first.folder);
  checks.equal('kubectl apply of the stores', applied, { code: 0, lines: [] });
  await stores.pods('store', 3);
  await stores.haveStarted('at first', [1, 1, 1]);
  const [owner] = (await inPod(cluster, SPACE, 'store-0', 'ls', '-ln', '/data/starts')).split('\n');
  checks.matches('user and group of a file', owner ?? '', /^-rw-r--r-- +1 20001 +20001 /);
  await checkRestart(stores, checks);
  await checkScale(stores, checks);
  await checkDeletion(cluster, stores, first, checks);
  await checkDeployment(stores, checks);
  const later = (against?: string): ReturnType<typeof synthesizeAgainst> =>
    synthesizeAgainst('conformance/cluster/data/changed.ts', folder('stores-changed'), digests, against);
  await checkReplacement(cluster, stores, first, later, checks);
  checks.count(
    'claims that keep their data over a restart, a scale, a deletion and a replacement',
    STORES.length,
  );
  await deleteNamespaces(cluster, [SPACE]);
}

async function checkRestart(stores: Stores, checks: Checks): Promise<void> {
  const before = await stores.pods('store', 3);
  const { code } = await stores.kubectl('delete', 'pod', 'store-1', '-n', SPACE);
  const after = await stores.pods('store', 3);
  checks.equal(
    'pods that are the same',
    [code, STORES.map((name) => after[name] === before[name])],
    [0, [true, false, true]],
  );
  await stores.haveStarted('after a restart', [1, 2, 1]);
}

async function checkScale(stores: Stores, checks: Checks): Promise<void> {
  const claims = await stores.claims('data-store-');
  const scale = async (name: string, replicas: number): Promise<void> => {
    const { code, stderr } = await stores.kubectl(
      'scale',
      'sts',
      name,
      `--replicas=${replicas}`,
      '-n',
      SPACE,
    );
    checks.equal(`${name} with ${replicas}`, [code, stderr], [0, '']);
    await stores.pods(name, replicas);
  };
  await scale('store', 1);
  checks.equal('claims while two pods are gone', await stores.claims('data-store-'), claims);
  await scale('store', 3);
  await stores.haveStarted('with as many pods again', [1, 3, 2]);
  checks.equal('claims afterwards', await stores.claims('data-store-'), claims);
  await stores.pods('temporary', 2);
  const temporary = await stores.claims('data-temporary-');
  await scale('temporary', 1);
  await stores.onlyClaims('data-temporary-', temporary, ['data-temporary-0']);
}

async function checkDeletion(
  cluster: Cluster,
  stores: Stores,
  first: Pick<Example, 'folder'>,
  checks: Checks,
): Promise<void> {
  const claims = await stores.claims('data-');
  const { code } = await stores.kubectl('delete', 'sts', 'store', 'temporary', '-n', SPACE);
  checks.equal('kubectl delete sts', code, 0);
  await stores.pods('store', 0);
  await stores.onlyClaims('data-temporary-', { 'data-temporary-0': claims['data-temporary-0'] ?? '' }, []);
  const kept = Object.fromEntries(Object.entries(claims).filter(([name]) => name.startsWith('data-store-')));
  checks.equal('claims without their StatefulSet', await stores.claims('data-store-'), kept);
  checks.equal('kubectl apply again', await applyFolder(cluster, first.folder), { code: 0, lines: [] });
  await stores.pods('store', 3);
  await stores.haveStarted('after a deletion', [2, 4, 3]);
}

/** A Deployment with a claim stops the old pod before the new one starts, which then finds the data. */
async function checkDeployment(stores: Stores, checks: Checks): Promise<void> {
  const [old = ''] = Object.keys(await stores.pods('single', 1));
  const { code } = await stores.kubectl('rollout', 'restart', 'deployment', 'single', '-n', SPACE);
  checks.equal('kubectl rollout restart', code, 0);
  const current = await until('the next pod', PATIENCE, async () => {
    const [name = ''] = Object.keys(await stores.pods('single', 1));
    return name !== old && name;
  });
  const starts = await stores.startsOf(current, 2);
  checks.equal('starts of the Deployment', starts, [`${old} started`, `${current} started`]);
}

/** What cannot change is refused by `--against` and by the API server; the order that is told keeps pods and data. */
async function checkReplacement(
  cluster: Cluster,
  stores: Stores,
  first: Pick<Example, 'folder'>,
  later: (against?: string) => ReturnType<typeof synthesizeAgainst>,
  checks: Checks,
): Promise<void> {
  const refused = await later(first.folder);
  checks.equal('--against: exit code', refused.output.code, 1);
  const told = refused.output.stderr.match(/kubectl delete statefulset[^,]*/g) ?? [];
  const order = 'kubectl delete statefulset store -n stores --cascade=orphan';
  checks.equal('--against tells for each field', told, Array(3).fill(order));
  const changed = await later();
  checks.equal('without --against', changed.output.code, 0);
  await checkLive(cluster, stores, [first.folder, changed.folder], checks);
  const early = await applyFolder(cluster, changed.folder);
  checks.holds('kubectl apply before the order', early.code === 1, `exit code ${early.code}`);
  checks.matches(
    'the API server',
    early.lines.join('\n'),
    /updates to statefulset spec for fields other than .* are forbidden/,
  );
  const [pods, claims] = [await stores.pods('store', 3), await stores.claims('data-store-')];
  const [, ...command] = (told[0] ?? order).split(' ');
  checks.equal('the order', (await stores.kubectl(...command)).code, 0);
  checks.equal('pods that nobody owns', await stores.pods('store', 3), pods);
  checks.equal('claims that nobody owns', await stores.claims('data-store-'), claims);
  checks.equal('kubectl apply after it', await applyFolder(cluster, changed.folder), { code: 0, lines: [] });
  await until('the new StatefulSet', PATIENCE, async () => {
    const status = objectAt(await stores.set('store'), 'status') ?? {};
    return status.readyReplicas === 3 && status.updatedReplicas === 3;
  });
  checks.equal('pods that the new one took over', await stores.pods('store', 3), pods);
  checks.equal('names of the pods below the old Service', await subdomains(cluster), ['store-pods']);
  const [restart = ''] = refused.output.stderr.match(/kubectl rollout restart [^:]*/) ?? [];
  checks.equal(
    '--against tells of the names',
    restart,
    'kubectl rollout restart statefulset store -n stores',
  );
  checks.equal('the restart', (await stores.kubectl(...restart.split(' ').slice(1))).code, 0);
  await stores.haveStarted('after its replacement', [3, 5, 4]);
  await stores.pods('store', 3);
  checks.equal('names of the pods below the new Service', await subdomains(cluster), ['store-nodes']);
  checks.equal('claims afterwards', await stores.claims('data-store-'), claims);
}

/** What `bulwark check --against` finds beside what the cluster answers: nothing in what was applied, three changes later. */
async function checkLive(
  { server }: Cluster,
  stores: Stores,
  [first, changed]: readonly [string, string],
  checks: Checks,
): Promise<void> {
  const kinds = 'statefulset,deployment,persistentvolumeclaim,service,networkpolicy';
  const { stdout } = await stores.kubectl('get', kinds, '-n', SPACE, '-o', 'yaml');
  const live = join(server.places.folder, 'live.yaml');
  writeFileSync(live, stdout);
  const found = async (folder: string): Promise<string[]> => {
    const { stdout: report, stderr } = await checkAgainst(folder, live);
    if (report === '') return [stderr];
    const value: unknown = JSON.parse(report);
    return objectsAt(isPlain(value) ? value : {}, 'findings')
      .filter(({ control }) => control === 'immutable-field' || control === 'data-loss')
      .map(({ control, object, path }) => `${control} ${isPlain(object) ? object.name : ''} ${path}`)
      .sort();
  };
  checks.equal('--against what the cluster answers', await found(first), []);
  checks.equal(
    '--against it, three changes later',
    await found(changed),
    CHANGED.map((field) => `immutable-field store spec.${field}`),
  );
}

/** What a later version of the app changes. */
const CHANGED = ['podManagementPolicy', 'serviceName', 'volumeClaimTemplates'];

/** The Service that gives the pods their names in DNS, as each of them says. */
async function subdomains({ api }: Cluster): Promise<unknown[]> {
  const pods = (await podsOf(api, SPACE)).filter(({ name }) => STORES.includes(name));
  return [...new Set(pods.map(({ object }) => objectAt(object, 'spec')?.subdomain))];
}

function whyNot(pod: PlainObject): string {
  return `${stringAt(objectAt(pod, 'metadata'), 'name')}: ${JSON.stringify(objectAt(pod, 'status'))}`;
}
