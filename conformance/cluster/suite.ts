/** Runs the examples on a real cluster of one node, and holds what they claim against what happens there. */
import { join } from 'node:path';
import { objectAt, stringAt } from '../../lib/core/manifest/plain';
import { writePart } from '../lib/page';
import { PROGRAMS as SCANNERS } from '../scanners/programs';
import type { SuiteResult } from '../suite';
import { type Built, buildAll } from './build';
import { checkSamples, installAddOns } from './checks/add-ons';
import { basePod, checkAdmission } from './checks/admission';
import { checkApiServer } from './checks/api-server';
import { checkBench } from './checks/bench';
import { Checks } from './checks/checks';
import { checkEviction, checkRollingUpdate } from './checks/life';
import { checkLimits, checkQuotaHolds } from './checks/limits';
import { checkNetwork, checkUsers, startControl } from './checks/network';
import { checkPods } from './checks/pods';
import { bringSecret, checkRealPrograms, checkTheyStay, stageRealPrograms } from './checks/real-programs';
import { checkRefusals } from './checks/refusals';
import { checkRights } from './checks/rights';
import { checkExpiry, checkToken } from './checks/token';
import { ApiServer, Cluster } from './cluster';
import { partOf } from './document';
import { EXAMPLES, type Example, namesOfExamples, synthesize } from './examples';
import { FACTS } from './facts';
import { hostState } from './host-state';
import { podsOf } from './pods';
import { PROGRAMS } from './programs';
import { realImages } from './real-programs/images';
import { stage, workloadsOf } from './standins';

/** Installs the add-ons in an API server alone, and applies their samples and the examples. */
async function runApiServer(checks: Checks, version: string, built: Built, apiServer: string): Promise<void> {
  const server = await ApiServer.start(built.standin, built.kubernetes, apiServer);
  try {
    await checks.group('definitions of add-ons', () => installAddOns(server.api, checks), version);
    await checks.group('samples of add-ons', () => checkSamples(server.api, checks), version);
    for (const name of EXAMPLES) {
      const example = await synthesize(name, join(server.places.folder, name));
      await checks.group(`API server, ${name}`, () => checkApiServer(server.api, example, checks), version);
    }
  } finally {
    checks.equal('what the API server left behind', await server.end(), []);
  }
}

/** Applies a folder with kubectl, as the first thing that happens to it. */
async function applyFolder(cluster: Cluster, example: Example, checks: Checks): Promise<void> {
  const { code, stderr } = await cluster.server.kubectl('apply', '-R', '-f', example.folder);
  // The controllers made the account `default` first, and kubectl says that it takes it over.
  const warnings = stderr
    .split('\n')
    .filter((line) => line !== '' && !/serviceaccounts\/default is missing the kubectl/.test(line));
  checks.equal(`kubectl apply -R -f ${example.name} on an empty cluster`, [code, warnings], [0, []]);
}

async function runCluster(
  checks: Checks,
  cluster: Cluster,
  built: Built,
  say: (line: string) => void,
): Promise<void> {
  const { api, registry, server } = cluster;
  const folder = server.places.folder;
  const [shop, reloader] = [
    await stage('online-boutique', registry, folder),
    await stage('reloader', registry, folder),
  ];
  for (const { exchanged } of [shop, reloader])
    checks.notes.push(...exchanged.map((image) => `${image}: exchanged for a stand-in`));
  checks.notes.push('AppArmor: off in the profile of this cluster, whose nodes do not have it');
  const programs = await stageRealPrograms(cluster, say);
  await checks.group('kubectl apply', async () => {
    for (const example of [shop, reloader, programs]) await applyFolder(cluster, example, checks);
    await bringSecret(api);
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
  const working = await checks.group('real programs', () => checkRealPrograms(api, programs, checks));
  const short = await checks.group('rights', async () => {
    const [pod] = (await podsOf(api, 'tools')).filter(({ ready }) => ready);
    if (pod === undefined) throw new Error('the reloader is not ready');
    await checkRights(api, pod, checks);
    return checkToken(api, pod, join(server.places.pki, 'sa.key'), checks);
  });
  await checks.group('network', async () => {
    const image = registry.serving('control', '');
    await registry.push(image, 'control');
    cluster.openWorld();
    const control = await startControl(api, `${FACTS.imageHost}/control@${image.digest}`);
    await checkUsers(api, control, checks);
    await checkNetwork(api, [shop, reloader], control, checks);
  });
  await checks.group('eviction', () => checkEviction(api, checks));
  await checks.group('rolling update', () => checkRollingUpdate(api, checks));
  if (working !== undefined)
    await checks.group('real programs after a minute', () => checkTheyStay(api, working, checks));
  if (short !== undefined) await checks.group('end of a token', () => checkExpiry(api, short, checks));
  await checks.group('memory and disk', () => checkLimits(api, checks));
  await checks.group('quota', () => checkQuotaHolds(api, checks));
  const kubeconfig = join(server.places.pki, 'admin.kubeconfig');
  const bench = { inside: server.inside, program: join(built.kubeBench, 'kube-bench'), kubeconfig, folder };
  const judged = { ...bench, kubernetes: server.places.kubernetes };
  await checks.group(
    'policies of kube-bench',
    () => checkBench(api, judged, ['online-boutique', 'tools'], checks),
    SCANNERS.kubeBench.version,
  );
}

/** Runs the suite: builds what is missing, and ends with nothing left on this machine. */
export async function run(): Promise<readonly SuiteResult[]> {
  const checks = new Checks(PROGRAMS.kubernetes.version);
  const say = (line: string): boolean => process.stderr.write(`  ${line}\n`);
  const built = await buildAll(say);
  await realImages(say); // now, so that no cluster waits for it
  await checks.group('what a machine may forbid', () => checkRefusals(checks), '');
  checks.equal('examples', namesOfExamples(), EXAMPLES);
  const before = await hostState();
  for (const name of ['oldest', 'kubernetes', 'newest'] as const) {
    await runApiServer(checks, PROGRAMS[name].version, built, built[name]);
  }
  const cluster = await started(built, checks, say);
  if (cluster !== undefined) {
    try {
      await runCluster(checks, cluster, built, say);
    } finally {
      checks.equal('what the cluster left behind', await cluster.server.end(), []);
    }
  }
  const after = await hostState();
  for (const [name, value] of Object.entries(before))
    checks.equal(`${name} of this machine`, after[name], value);
  return [...checks.results, writePart('cluster', partOf(checks.counts))];
}

/** A cluster that runs; undefined where it did not start, which is a problem then. */
async function started(
  built: Built,
  checks: Checks,
  say: (line: string) => void,
): Promise<Cluster | undefined> {
  let cluster: Cluster | undefined;
  await checks.group('start', async () => {
    cluster = await Cluster.start(built, say);
    checks.equal('the node is ready', await cluster.api.isReady(), true);
  });
  return cluster;
}
