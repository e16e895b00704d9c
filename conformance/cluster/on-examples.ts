import { join } from 'node:path';
import { objectAt, stringAt } from '../../lib/core/manifest/plain';
import { PROGRAMS as SCANNERS } from '../scanners/programs';
import { applyFolder, deleteNamespaces } from './apply';
import type { Built } from './build';
import { basePod, checkAdmission } from './checks/admission';
import { checkBench } from './checks/bench';
import GRAPH from './checks/call-graph.json';
import type { Checks } from './checks/checks';
import { checkEviction, checkRollingUpdate } from './checks/life';
import { checkLimits, checkQuotaHolds } from './checks/limits';
import { checkNetwork, checkUsers, startControl } from './checks/network';
import { checkPods } from './checks/pods';
import { checkQuotaSums } from './checks/quota-sums';
import { checkRights } from './checks/rights';
import { checkExpiry, checkToken } from './checks/token';
import type { Cluster } from './cluster';
import { FACTS } from './facts';
import { podsOf } from './pods';
import { stage, workloadsOf } from './standins';

/** The namespaces of the examples. */
const SPACES: readonly string[] = ['online-boutique', 'tools'];

/** Runs the examples on a cluster, and holds what they claim against what happens. */
export async function runExamples(checks: Checks, cluster: Cluster, built: Built): Promise<void> {
  const { api, registry, server } = cluster;
  const folder = server.places.folder;
  const [shop, reloader] = [
    await stage('online-boutique', registry, folder),
    await stage('reloader', registry, folder),
  ];
  for (const { exchanged } of [shop, reloader])
    checks.notes.push(...exchanged.map((image) => `${image}: exchanged for a stand-in`));
  checks.notes.push('AppArmor: off in the profile of this cluster, whose nodes do not have it');
  await checks.group('kubectl apply', async () => {
    for (const example of [shop, reloader]) {
      const applied = await applyFolder(cluster, example.folder);
      checks.equal(`kubectl apply -R -f ${example.name}`, applied, { code: 0, lines: [] });
    }
  });
  await checks.group('admission', async () => {
    const generator = workloadsOf(shop).find(
      (workload) => stringAt(objectAt(workload, 'metadata'), 'name') === 'loadgenerator',
    );
    const [running] = await podsOf(api, 'online-boutique');
    if (generator === undefined || running === undefined) throw new Error('the shop has no pod to try on');
    await checkAdmission(api, basePod(generator, 'online-boutique'), running, checks);
  });
  await checks.group('pods of the shop', async () => {
    await checkPods(api, 'online-boutique', shop, checks);
  });
  await checks.group('pods of the reloader', async () => {
    await checkPods(api, 'tools', reloader, checks);
  });
  const short = await checks.group('rights', async () => {
    const [pod] = (await podsOf(api, 'tools')).filter(({ ready }) => ready);
    if (pod === undefined) throw new Error('the reloader is not ready');
    await checkRights(api, pod, checks);
    return checkToken(api, pod, join(server.places.pki, 'sa.key'), checks);
  });
  await checks.group('network', async () => {
    const image = registry.serving('control', '');
    await registry.push(image, 'control');
    const control = await startControl(api, `${FACTS.imageHost}/control@${image.digest}`);
    await checkUsers(api, control, checks);
    const measured = {
      examples: [shop, reloader],
      spaces: SPACES,
      graph: GRAPH,
      sources: 13,
      route: { caller: 'checkoutservice', called: 'cartservice', other: 'paymentservice' },
    };
    await checkNetwork(api, measured, control, checks);
  });
  await checks.group('eviction', () => checkEviction(api, checks));
  await checks.group('rolling update', () => checkRollingUpdate(api, checks));
  if (short !== undefined) await checks.group('end of a token', () => checkExpiry(api, short, checks));
  await checks.group('memory and disk', () => checkLimits(api, checks));
  await checks.group('quota', async () => {
    await checkQuotaHolds(api, checks);
    await checkQuotaSums(api, shop.objects, checks);
  });
  const bench = {
    inside: server.inside,
    places: server.places,
    program: join(built.kubeBench, 'kube-bench'),
  };
  const { version } = SCANNERS.kubeBench;
  await checks.group('kube-bench', () => checkBench(api, bench, SPACES, checks), version);
  await deleteNamespaces(cluster, [...SPACES, 'control']);
}
