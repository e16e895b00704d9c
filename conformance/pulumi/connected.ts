import { Chart } from '@pulumi/kubernetes/helm/v3';
import type { PulumiFn } from '@pulumi/pulumi/automation';
import { objectAt, objectsAt } from '../../lib/core/manifest/plain';
import {
  clusters,
  config,
  HardenedApp,
  hardenStack,
  IsolatedNamespace,
  peerOf,
  restricted,
  SecureDeployment,
} from '../../lib/pulumi';
import type { Api } from '../cluster/api';
import type { Checks } from '../cluster/checks/checks';
import { CHART } from '../helm/template';
import { type Engine, Stack } from './engine/stack';
import { inventory } from './inventory';
import { labelOf, proveEnd } from './life';
import { PINNED } from './stacks/values';

const NAMESPACE = 'connected';

/** A third-party chart, rendered by Helm and connected with our own, whose rules are a ConfigMap that is never changed. */
const program =
  (rules: string, peer = 'dashboard'): PulumiFn =>
  async () => {
    const policy = restricted({ owner: 'team-shop' });
    const cluster = clusters.kubeadm();
    hardenStack({ policy, cluster });
    const app = new HardenedApp('app', { policy, cluster });
    const parent = new IsolatedNamespace(NAMESPACE, {}, { parent: app });
    const files = { '/etc/rules': config('rules', { 'rules.yaml': rules }, { immutable: true }) };
    const probes = { probe: { http: '/healthz' }, liveness: { http: '/livez' } };
    const web = new SecureDeployment('web', { image: PINNED, port: 8080, ...probes, files }, { parent });
    const values = { metricsUrl: 'http://web:8080' };
    const chart = new Chart('dashboard', { path: CHART, namespace: parent.name, values }, { parent });
    const dashboard = peerOf(chart, 'Deployment', peer).talksTo(web);
    new SecureDeployment(
      'admin',
      { image: PINNED, port: 8080, ...probes, uses: { DASHBOARD: dashboard } },
      { parent },
    );
  };

/** What a chart renders is connected under the real engine, and a configuration of the version before goes last. */
export async function proveConnected(engine: Engine, api: Api, checks: Checks): Promise<void> {
  const before = await inventory(api);
  const stack = await Stack.make(engine, 'connected', program('discount: 5\n'));
  const missing = await stack.preview(program('discount: 5\n', 'grafana'));
  const said = missing.diagnostics.map(({ message }) => message).join('\n');
  checks.matches('a name that the chart lacks', said, /needs a Deployment grafana with pods/);
  checks.equal('preview', (await stack.preview(program('discount: 5\n'))).failure, undefined);
  const up = await stack.up();
  checks.equal('up', [up.failure, problemsOf(up)], [undefined, []]);
  const path = `/apis/networking.k8s.io/v1/namespaces/${NAMESPACE}/networkpolicies`;
  const policy = objectAt(await api.get(`${path}/dashboard`), 'spec');
  checks.equal('its policy selects its pods', policy?.podSelector, { matchLabels: { app: 'dashboard' } });
  const [from] = objectsAt(policy, 'ingress').flatMap((rule) => objectsAt(rule, 'from'));
  checks.equal('who may call it', from, {
    podSelector: { matchLabels: { 'app.kubernetes.io/instance': 'admin' } },
  });
  const live = await api.get(`/apis/apps/v1/namespaces/${NAMESPACE}/deployments/dashboard`);
  const pod = objectAt(objectAt(objectAt(live, 'spec'), 'template'), 'spec');
  checks.equal('the chart is hardened', pod?.automountServiceAccountToken, false);
  const second = await stack.up();
  checks.equal('a second up changes nothing', Object.keys(second.counts), ['same']);

  const changed = await stack.up(program('discount: 7\n'));
  checks.equal('a change of the rules', [changed.failure, problemsOf(changed)], [undefined, []]);
  const steps = changed.steps.filter(({ op, custom }) => custom && op !== 'same');
  checks.equal(
    'the order of the change',
    steps.map((step) => `${step.op} ${labelOf(step).split('-')[0]}`),
    ['create ConfigMap connected', 'update Deployment web', 'delete ConfigMap connected'],
  );
  const custom = stack.state().resources.filter((resource) => resource.custom === true);
  const objects = custom.filter(({ type }) => String(type).startsWith('kubernetes:')).length;
  await proveEnd(stack, api, before, objects, checks);
}

function problemsOf({ diagnostics }: Awaited<ReturnType<Stack['up']>>): string[] {
  return diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);
}
