import { randomBytes } from 'node:crypto';
import { objectAt, objectsAt, stringAt } from '../../../lib/core/manifest/plain';
import { messageOf } from '../api';
import { AGENT_WARNING, applyFolder, deleteNamespaces } from '../apply';
import type { Cluster } from '../cluster';
import { FACTS } from '../facts';
import { stage } from '../standins';
import { until } from '../wait';
import { installKindsOf } from './add-ons';
import GRAPH from './call-graph-shop.json';
import type { Checks } from './checks';
import { FINAL, measure, type Target } from './matrix';
import { checkNetwork, startControl } from './network';
import { checkPods } from './pods';

/** Namespaces of the example. */
const SPACES = ['shop', 'agents'];

/** The pods of the gateway, as the profile of the example names them. */
const GATEWAY = { name: 'gateway', namespace: 'envoy-gateway-system' };
const GATEWAY_LABELS = { 'app.kubernetes.io/name': 'envoy' };

/** Seconds that a Job may take on a busy machine. */
const PATIENCE = 240;

/**
 * A whole system with stand-ins for its images: claims get volumes, Jobs end, every pod is ready and reports from
 * inside, the gateway reaches the web and nothing else, and everyone reaches whom the graph says.
 */
export async function checkShop(cluster: Cluster, checks: Checks): Promise<void> {
  const { api, registry, server } = cluster;
  const shop = await stage('shop', registry, server.places.folder);
  checks.notes.push(...shop.exchanged.map((image) => `${image}: exchanged for a stand-in`));
  await installKindsOf(api, shop.objects);
  const { code, lines } = await applyFolder(cluster, shop.folder);
  const others = lines.filter((line) => !AGENT_WARNING.test(line));
  checks.equal('kubectl apply -R -f shop', [code, others], [0, []]);
  const stringData = { password: randomBytes(16).toString('hex') };
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'database', namespace: 'shop' },
    stringData,
  };
  const answer = await api.create(secret);
  checks.equal('the Secret that someone else brings', [answer.status, messageOf(answer)], [201, '']);
  for (const space of SPACES) await checkPods(api, space, shop, checks);
  await checkEnds(cluster, checks);
  const image = registry.serving('control', '');
  await registry.push(image, 'control');
  const reference = `${FACTS.imageHost}/control@${image.digest}`;
  const control = await startControl(api, reference);
  const route = { caller: 'api', called: 'database', other: 'cache' };
  const measured = { examples: [shop], spaces: SPACES, graph: GRAPH, sources: 8, route };
  const targets = await checkNetwork(api, measured, control, checks);
  const gateway = await startControl(api, reference, GATEWAY, GATEWAY_LABELS);
  const isLed = ({ workload, port }: Target): boolean =>
    workload === undefined || (GRAPH.gateway.includes(workload) && port === GRAPH.serves.web);
  const reached = await measure(api, gateway, targets, FINAL);
  for (const [index, target] of targets.entries())
    checks.equal(`gateway to ${target.name}`, reached[index], isLed(target) ? 'connected' : 'timeout');
  await deleteNamespaces(cluster, [...SPACES, control.namespace, gateway.namespace]);
}

/** The migration ends by itself, the report when someone starts it. */
async function checkEnds({ api, server }: Cluster, checks: Checks): Promise<void> {
  const { code } = await server.kubectl(
    ...['create', 'job', '--from=cronjob/report', 'report-by-hand', '-n', 'shop'],
  );
  checks.equal('kubectl create job --from=cronjob/report', code, 0);
  for (const name of ['migrate-v142', 'report-by-hand']) {
    const end = await until(`the end of Job ${name}`, PATIENCE, async () => {
      const status = objectAt(await api.get(`/apis/batch/v1/namespaces/shop/jobs/${name}`), 'status');
      const conditions = objectsAt(status, 'conditions');
      return stringAt(
        conditions.find(({ type }) => type === 'Complete' || type === 'Failed'),
        'type',
      );
    });
    checks.equal(`Job ${name} ends`, end, 'Complete');
  }
}
