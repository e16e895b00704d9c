import { join } from 'node:path';
import { isPlain, objectsAt } from '../../lib/core/manifest/plain';
import type { Built } from './build';
import { checkSamples, installAddOns, installKindsOf } from './checks/add-ons';
import { basePod } from './checks/admission';
import { checkTemplates } from './checks/admission-templates';
import { checkApiServer } from './checks/api-server';
import { checkBreakGlass } from './checks/break-glass';
import type { Checks } from './checks/checks';
import { checkDeployer } from './checks/deployer';
import { checkGrants } from './checks/grants';
import { checkPools } from './checks/pools';
import { checkPresets } from './checks/presets';
import { checkTeams, partsOf, prepareTeams } from './checks/teams';
import { checkTenants } from './checks/tenants';
import { ApiServer } from './cluster';
import { EXAMPLES, synthesize, synthesizeApp } from './examples';
import { PROGRAMS } from './programs';
import { podOf, workloadsOf } from './standins';

/** Identities with a grant of each form, and people at each level. */
const RIGHTS = 'conformance/cluster/rights/app.ts';

/** A pool of nodes, and namespaces inside and outside of it. */
const POOLS = 'conformance/cluster/pools/app.ts';
/** A team with a deployer and rights for an emergency. */
const DELIVERY = 'conformance/cluster/rights/deploy.ts';

/** A tenant with limits, and the namespace `default` closed. */
const TENANTS = 'conformance/cluster/tenants/app.ts';

/** What the chart of a vendor brings to the shop. */
const VENDOR = 'dashboard';

/**
 * Applies the examples to an API server alone; the one of the cluster's version has the kinds of the add-ons too, and
 * their samples: half a minute each, in which the other versions would prove nothing of our output.
 * @param apiServer its folder
 */
export async function runApiServer(
  checks: Checks,
  version: string,
  built: Built,
  apiServer: string,
): Promise<void> {
  const server = await ApiServer.start(built.standin, built.kubernetes, apiServer);
  try {
    if (version === PROGRAMS.kubernetes.version) {
      await checks.group('definitions of add-ons', () => installAddOns(server.api, checks), version);
      await checks.group('samples of add-ons', () => checkSamples(server.api, checks), version);
    }
    const rights = await synthesizeApp('rights', RIGHTS, join(server.places.folder, 'rights'));
    await checks.group('grants and teams', () => checkGrants(server.api, rights, checks), version);
    const pools = await synthesizeApp('pools', POOLS, join(server.places.folder, 'pools'));
    await checks.group('a pool of nodes', () => checkPools(server.api, pools, checks), version);
    const tenants = await synthesizeApp('tenant', TENANTS, join(server.places.folder, 'tenant'));
    await checks.group('a tenant', () => checkTenants(server.api, tenants, checks), version);
    const presets = (): Promise<void> => checkPresets(server.api, version, server.places.folder, checks);
    await checks.group('every preset', presets, version);
    const delivery = await synthesizeApp('delivery', DELIVERY, join(server.places.folder, 'delivery'));
    await checks.group('a deployer', () => checkDeployer(server, delivery, checks), version);
    const emergency = (): Promise<void> => checkBreakGlass(server.api, server.places.folder, checks);
    await checks.group('rights in an emergency', emergency, version);
    for (const name of EXAMPLES) {
      const example = await synthesize(name, join(server.places.folder, name));
      await installKindsOf(server.api, [
        ...example.objects,
        ...partsOf(example).flatMap(({ objects }) => objects),
      ]);
      if (name === 'tenants')
        await checks.group(
          'what the teams stand on',
          () => prepareTeams(server.api, example, checks),
          version,
        );
      const check = (): Promise<void> =>
        checkApiServer(
          server.api,
          example,
          ({ metadata }) => isPlain(metadata) && metadata.name === VENDOR,
          checks,
        );
      await checks.group(`API server, ${name}`, check, version);
      if (name === 'tenants') await checks.group('teams', () => checkTeams(server, example, checks), version);
      // The oldest version warns of fewer fields.
      if (name !== 'online-boutique' || version !== PROGRAMS.kubernetes.version) continue;
      const workload = workloadsOf(example).find((one) => objectsAt(podOf(one), 'initContainers').length > 0);
      if (workload === undefined) throw new Error('the shop has no workload with init containers');
      const pod = basePod(workload, name);
      await checks.group('templates', () => checkTemplates(server.api, pod, checks), version);
    }
  } finally {
    checks.equal('what the API server left behind', await server.end(), []);
  }
}
