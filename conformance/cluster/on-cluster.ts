import { join } from 'node:path';
import { applyFolder, deleteNamespaces } from './apply';
import type { Built } from './build';
import { checkAutoscaling } from './checks/autoscaling';
import type { Checks } from './checks/checks';
import { checkData } from './checks/data';
import { checkTheyKeep } from './checks/kept';
import { checkKinds } from './checks/kinds';
import {
  bringSecrets,
  checkRealPrograms,
  checkTheyStay,
  NAMESPACE as PROGRAMS,
  type RealPrograms,
  stageRealPrograms,
} from './checks/real-programs';
import { checkRemoval } from './checks/remover';
import { checkShop } from './checks/shop';
import type { Cluster } from './cluster';
import { runExamples } from './on-examples';
import { Volumes } from './volumes';

/** Parts of what runs on the cluster, in their order; each leaves nothing behind that another would meet. */
export const CLUSTER_PARTS = [
  'programs',
  'examples',
  'kinds',
  'emergency',
  'data',
  'autoscaling',
  'shop',
] as const;

/** What runs on the cluster. */
export type ClusterPart = (typeof CLUSTER_PARTS)[number];

/** Runs parts on a cluster, and holds what is claimed against what happens. */
export async function runCluster(
  checks: Checks,
  cluster: Cluster,
  built: Built,
  parts: readonly ClusterPart[],
  say: (line: string) => void,
): Promise<void> {
  const has = (part: ClusterPart): boolean => parts.includes(part);
  const volumes = await Volumes.start(cluster.api, join(cluster.server.places.folder, 'volumes'));
  cluster.openWorld();
  // They have to stay up for a minute, in which the examples run.
  const programs = has('programs') ? await startPrograms(checks, cluster, say) : undefined;
  if (has('examples')) await runExamples(checks, cluster, built);
  if (programs !== undefined) await endPrograms(checks, cluster, programs);
  if (has('kinds')) await checks.group('kinds of workload', () => checkKinds(cluster, checks));
  if (has('emergency'))
    await checks.group('the end of an emergency', () => checkRemoval(cluster, built.kyverno, checks));
  if (has('data')) await checks.group('claims and their data', () => checkData(cluster, volumes, checks));
  if (has('autoscaling')) await checks.group('autoscaling', () => checkAutoscaling(cluster, built, checks));
  if (has('shop')) await checks.group('the shop', () => checkShop(cluster, checks));
  checks.equal('what was refused to the maker of volumes', await volumes.end(), []);
}

async function startPrograms(
  checks: Checks,
  cluster: Cluster,
  say: (line: string) => void,
): Promise<RealPrograms | undefined> {
  const programs = await stageRealPrograms(cluster, say);
  return checks.group('real programs', async () => {
    const applied = await applyFolder(cluster, programs.folder);
    checks.equal('kubectl apply of the real programs', applied, { code: 0, lines: [] });
    await bringSecrets(cluster);
    return checkRealPrograms(cluster.api, programs, checks);
  });
}

async function endPrograms(checks: Checks, cluster: Cluster, programs: RealPrograms): Promise<void> {
  await checks.group('real programs after a minute', () => checkTheyStay(cluster.api, programs, checks));
  await checks.group('real programs and their data', () => checkTheyKeep(cluster, programs, checks));
  await deleteNamespaces(cluster, [PROGRAMS]);
}
