/** Runs the examples on a real cluster of one node, and holds what they claim against what happens there. */
import { join } from 'node:path';
import { objectAt, stringAt } from '../../lib/core/manifest/plain';
import type { SuiteResult } from '../suite';
import { type Built, buildAll } from './build';
import { basePod, checkAdmission } from './checks/admission';
import { checkApiServer } from './checks/api-server';
import { Checks } from './checks/checks';
import { checkEviction, checkLimits, checkQuotaHolds, checkRollingUpdate } from './checks/life';
import { checkNetwork, checkUsers, startControl } from './checks/network';
import { checkPods } from './checks/pods';
import { checkRights } from './checks/rights';
import { ApiServer, Cluster } from './cluster';
import { EXAMPLES, synthesize } from './examples';
import { FACTS } from './facts';
import { prepareHost } from './host';
import { hostState } from './host-state';
import { podsOf } from './pods';
import { PROGRAMS } from './programs';
import { type Staged, stage, workloadsOf } from './standins';

/** Applies both examples to an API server alone. */
async function runApiServer(checks: Checks, version: string, built: Built, apiServer: string): Promise<void> {
  const server = await ApiServer.start(built.standin, built.kubernetes, apiServer);
  try {
    for (const name of EXAMPLES) {
      const example = await synthesize(name, join(server.places.folder, name));
      await checks.group(`API server ${version}, ${name}`, () => checkApiServer(server.api, example, checks));
    }
  } finally {
    checks.equal('what the API server left behind', await server.end(), []);
  }
}

/** Applies a folder with kubectl, as the first thing that happens to it. */
async function applyFolder(cluster: Cluster, example: Staged, checks: Checks): Promise<void> {
  const { code, stderr } = await cluster.server.kubectl('apply', '-R', '-f', example.folder);
  // The controllers made the account `default` first, and kubectl says that it takes it over.
  const warnings = stderr
    .split('\n')
    .filter((line) => line !== '' && !/serviceaccounts\/default is missing the kubectl/.test(line));
  checks.equal(`kubectl apply -R -f ${example.name} on an empty cluster`, [code, warnings], [0, []]);
}

async function runCluster(checks: Checks, cluster: Cluster): Promise<void> {
  const { api, registry, server } = cluster;
  const folder = server.places.folder;
  const [shop, reloader] = [
    await stage('online-boutique', registry, folder),
    await stage('reloader', registry, folder),
  ];
  for (const { exchanged } of [shop, reloader])
    checks.notes.push(...exchanged.map((image) => `${image}: exchanged for a stand-in`));
  await checks.group('kubectl apply', async () => {
    for (const example of [shop, reloader]) await applyFolder(cluster, example, checks);
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
  await checks.group('rights', async () => {
    const [pod] = (await podsOf(api, 'tools')).filter(({ ready }) => ready);
    if (pod === undefined) throw new Error('the reloader is not ready');
    await checkRights(api, pod, checks);
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
  await checks.group('memory and disk', () => checkLimits(api, checks));
  await checks.group('quota', () => checkQuotaHolds(api, checks));
}

/** Runs the suite: builds what is missing, and ends with nothing left on this machine. */
export async function run(): Promise<SuiteResult> {
  const started = performance.now();
  const checks = new Checks();
  try {
    const built = await buildAll((line) => console.log(`  ${line}`));
    await prepareHost();
    const before = await hostState();
    for (const name of ['oldest', 'kubernetes', 'newest'] as const) {
      await runApiServer(checks, PROGRAMS[name].version, built, built[name]);
    }
    const cluster = await Cluster.start(built, (line) => console.log(`  ${line}`));
    try {
      await runCluster(checks, cluster);
    } finally {
      checks.equal('what the cluster left behind', await cluster.server.end(), []);
    }
    const after = await hostState();
    for (const [name, value] of Object.entries(before))
      checks.equal(`${name} of this machine`, after[name], value);
  } catch (error) {
    checks.holds('the suite', false, error instanceof Error ? error.message : String(error));
  }
  for (const note of checks.notes) console.log(`  note: ${note}`);
  return {
    program: 'cluster',
    version: `Kubernetes ${PROGRAMS.kubernetes.version}`,
    judged: checks.judged,
    expected: checks.judged,
    found: checks.agreed,
    problems: checks.problems,
    seconds: (performance.now() - started) / 1000,
  };
}
