import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPlain, objectAt, objectsAt } from '../../../lib/core/manifest/plain';
import { applyFolder, inPod } from '../apply';
import type { Cluster } from '../cluster';
import { checkAgainst, type Digests, type Example, synthesizeAgainst } from '../examples';
import { podsOf } from '../pods';
import { sleep, until } from '../wait';
import type { Checks } from './checks';
import { PATIENCE, SPACE, STORES, type Stores } from './stores';

const ORDER = 'kubectl delete statefulset store -n stores --cascade=orphan';

/** Milliseconds in which a pod would be replaced, if anyone did it. */
const WEDGED = 10_000;

/** What cannot change is refused by `--against` and by the API server; the order that is told keeps pods and data. */
export async function checkReplacement(
  cluster: Cluster,
  stores: Stores,
  first: Pick<Example, 'folder'>,
  later: (against?: string) => ReturnType<typeof synthesizeAgainst>,
  checks: Checks,
): Promise<void> {
  const refused = await later(first.folder);
  checks.equal('--against: exit code', refused.output.code, 1);
  const told = refused.output.stderr.match(/kubectl delete statefulset[^,]*/g) ?? [];
  checks.equal('--against tells for each field', told, Array(3).fill(ORDER));
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
  const [, ...command] = (told[0] ?? ORDER).split(' ');
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

/**
 * A further claim template: the pods that the new StatefulSet takes over have no such volume, and nobody replaces them
 * but who is told to.
 */
export async function checkMoreClaims(
  cluster: Cluster,
  stores: Stores,
  before: string,
  digests: Digests,
  checks: Checks,
): Promise<void> {
  const main = 'conformance/cluster/data/more.ts';
  const folder = join(cluster.server.places.folder, 'stores-more');
  const { output } = await synthesizeAgainst(main, folder, digests, before);
  checks.matches(
    '--against tells of the pods',
    output.stderr,
    /from kubectl delete pod store-0 -n stores on:/,
  );
  const { folder: more } = await synthesizeAgainst(main, folder, digests);
  const [pods, claims] = [await stores.pods('store', 3), await stores.claims('data-store-')];
  checks.equal('the order again', (await stores.kubectl(...ORDER.split(' ').slice(1))).code, 0);
  checks.equal('kubectl apply after it', await applyFolder(cluster, more), { code: 0, lines: [] });
  await sleep(WEDGED);
  checks.equal('pods without the new volume run on', await stores.pods('store', 3), pods);
  // From the first on: the controller looks at them in this order, and stops at the first that it cannot fix.
  for (const pod of STORES) {
    checks.equal(
      `kubectl delete pod ${pod}`,
      (await stores.kubectl('delete', 'pod', pod, '-n', SPACE)).code,
      0,
    );
    await stores.pods('store', 3);
  }
  await stores.haveStarted('with one more claim', [4, 6, 5]);
  for (const pod of STORES)
    checks.matches(
      `${pod}: the new folder`,
      await inPod(cluster, SPACE, pod, 'ls', '-nd', '/more'),
      / 20001 /,
    );
  checks.equal('claims with data', await stores.claims('data-store-'), claims);
  const further = STORES.map((pod) => `more-${pod}`);
  checks.equal('further claims', Object.keys(await stores.claims('more-store-')), further);
}
