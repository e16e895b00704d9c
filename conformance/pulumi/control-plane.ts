import { ApiServer } from '../cluster/cluster';
import { startControllers } from '../cluster/control-plane';
import { installPackages } from '../cluster/host';
import { PROGRAMS } from '../cluster/programs';
import { until } from '../cluster/wait';
import { build } from '../lib/go-program';

const READY_SECONDS = 60;

/**
 * Starts an API server with its controllers and no node: namespaces end, deployments make pods, and no pod runs.
 * @throws Error with the last messages of what did not start
 */
export async function startControlPlane(): Promise<ApiServer> {
  await installPackages();
  const server = await ApiServer.start(await build(PROGRAMS.standin), await build(PROGRAMS.kubernetes));
  startControllers(server.inside, server.places);
  const hasAccounts = async (): Promise<boolean> => {
    const accounts = await server.api.list('/api/v1/namespaces/default/serviceaccounts');
    return accounts.length > 0;
  };
  await server.orTell(['kube-controller-manager'], until('the controllers', READY_SECONDS, hasAccounts));
  return server;
}
