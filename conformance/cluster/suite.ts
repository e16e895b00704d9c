/** Runs the examples on a real cluster of one node, and holds what they claim against what happens there. */
import { writePart } from '../lib/page';
import type { SuiteResult } from '../suite';
import { type Built, buildAll } from './build';
import { Checks } from './checks/checks';
import { checkEncryption } from './checks/encryption';
import { checkRefusals } from './checks/refusals';
import { Cluster } from './cluster';
import { partOf } from './document';
import { EXAMPLES, namesOfExamples } from './examples';
import { hostState } from './host-state';
import { runApiServer } from './on-api-server';
import { CLUSTER_PARTS, runCluster } from './on-cluster';
import { PROGRAMS } from './programs';
import { realImages } from './real-programs/images';

const VERSIONS = ['oldest', 'kubernetes', 'newest'] as const;

/** Parts of the suite: examples on API servers alone, and what runs on the cluster. */
export const PARTS: readonly string[] = ['api-servers', 'encryption', ...CLUSTER_PARTS];

/**
 * Runs the suite: builds what is missing, and ends with nothing left on this machine. The part of the page is written
 * where everything ran.
 */
export async function run(only: readonly string[] = PARTS): Promise<readonly SuiteResult[]> {
  const checks = new Checks(PROGRAMS.kubernetes.version);
  const say = (line: string): boolean => process.stderr.write(`  ${line}\n`);
  const built = await buildAll(say);
  await realImages(say); // now, so that no cluster waits for it
  await checks.group('what a machine may forbid', () => checkRefusals(checks), '');
  checks.equal('examples', namesOfExamples(), [...EXAMPLES]);
  const before = await hostState();
  for (const name of only.includes('api-servers') ? VERSIONS : []) {
    await runApiServer(checks, PROGRAMS[name].version, built, built[name]);
  }
  if (only.includes('encryption'))
    await checks.group('encryption at rest', () => checkEncryption(built, checks));
  const onCluster = CLUSTER_PARTS.filter((part) => only.includes(part));
  const cluster = onCluster.length > 0 ? await started(built, checks, say) : undefined;
  if (cluster !== undefined) {
    try {
      await runCluster(checks, cluster, built, onCluster, say);
    } finally {
      checks.equal('what the cluster left behind', await cluster.server.end(), []);
    }
  }
  const after = await hostState();
  for (const [name, value] of Object.entries(before))
    checks.equal(`${name} of this machine`, after[name], value);
  const isWhole = PARTS.every((part) => only.includes(part));
  return [...checks.results, ...(isWhole ? [writePart('cluster', partOf(checks.counts))] : [])];
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
