/**
 * Third-party charts, rendered by the real Helm: what the constructs of cdk8s and Pulumi make of one is hardened, judged, and
 * connected. Nothing here needs a cluster.
 */
import { join } from 'node:path';
import { Chart } from '@pulumi/kubernetes/helm/v3';
import { Helm } from 'cdk8s';
import * as plan from '../../lib/cdk8s';
import { objectAt, objectsAt, type PlainObject } from '../../lib/core/manifest/plain';
import * as pulumi from '../../lib/pulumi';
import { judgeableOf, renderUnjudged } from '../../lib/pulumi/render/render';
import { verdictOf } from '../../lib/pulumi/render/verdict';
import { Checks } from '../cluster/checks/checks';
import { build } from '../lib/go-program';
import type { SuiteResult } from '../suite';
import { HELM } from './programs';
import { CHART, optionsIn, template } from './template';

const TODAY = '2026-11-21';
const WEB = {
  image: `registry.example.com/web:v1.0.0@sha256:${'a'.repeat(64)}`,
  port: 8080,
  probe: { http: '/healthz' },
  liveness: { http: '/livez' },
};
const policy = plan.restricted({ owner: 'team-shop', email: 'team-shop@example.com' });
const cluster = plan.clusters.kubeadm();
const OTHERS = { values: { metricsUrl: 'http://web:8080' }, namespace: 'shop' };

/** What an app comes to. */
interface Made {
  readonly objects: readonly PlainObject[];
  /** Findings, as strings. */
  readonly findings: readonly string[];
}

/** Proves what both front ends make of a chart. @throws Error where Helm cannot be built */
export async function run(): Promise<SuiteResult[]> {
  const helm = join(await build(HELM), 'helm');
  return [
    await row('cdk8s: Helm', () => withCdk8s(helm)),
    await row('pulumi: helm.v3.Chart', () => withPulumi(helm)),
  ];
}

function withCdk8s(helm: string): Made {
  const app = new plan.HardenedApp({ policy, cluster, today: TODAY });
  const shop = new plan.IsolatedNamespace(app, 'shop');
  const web = new plan.SecureDeployment(shop, 'web', WEB);
  const options = { chart: CHART, releaseName: 'dashboard', helmExecutable: helm, ...OTHERS };
  const chart = new Helm(shop, 'dashboard', options);
  const dashboard = plan.peerOf(chart, 'Deployment', 'dashboard').talksTo(web);
  new plan.SecureDeployment(shop, 'admin', { ...WEB, uses: { DASHBOARD: dashboard } });
  const { files, judgement } = app.synthesize();
  return {
    objects: files.flatMap((file) => [...file.objects]),
    findings: judgement.findings.map(({ control, object, path }) => `${control} ${object.name} ${path}`),
  };
}

async function withPulumi(helm: string): Promise<Made> {
  const rendering = await renderUnjudged(
    () => {
      pulumi.hardenStack({ policy, cluster, today: TODAY });
      const app = new pulumi.HardenedApp('app', { policy, cluster, today: TODAY });
      const parent = new pulumi.IsolatedNamespace('shop', {}, { parent: app });
      const web = new pulumi.SecureDeployment('web', WEB, { parent });
      const chart = new Chart('dashboard', { path: CHART, ...OTHERS }, { parent });
      const dashboard = pulumi.peerOf(chart, 'Deployment', 'dashboard').talksTo(web);
      new pulumi.SecureDeployment('admin', { ...WEB, uses: { DASHBOARD: dashboard } }, { parent });
    },
    {
      providers: {
        call: async ({ token, inputs }) =>
          token === 'kubernetes:helm:template' ? { result: await template(helm, optionsIn(inputs)) } : {},
      },
    },
  );
  const program = judgeableOf(rendering);
  if (program === undefined) throw new Error('the rendering has nothing to judge');
  const { judgement } = verdictOf(program, { today: TODAY });
  return {
    objects: rendering.manifests,
    findings: judgement.findings.map(({ control, object, path }) => `${control} ${object.name} ${path}`),
  };
}

async function row(program: string, make: () => Made | Promise<Made>): Promise<SuiteResult> {
  const started = performance.now();
  const checks = new Checks(HELM.version);
  try {
    prove(await make(), checks);
  } catch (error) {
    checks.holds(program, false, error instanceof Error ? error.message : String(error));
  }
  const { judged, agreed, problems } = checks;
  const seconds = (performance.now() - started) / 1000;
  const about = { program: `helm: ${program}`, version: HELM.version };
  return { ...about, judged, expected: judged, found: agreed, problems, seconds };
}

const HARDENED = {
  automountServiceAccountToken: false,
  enableServiceLinks: false,
  runAsNonRoot: true,
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
};

/** The chart's part is hardened, nothing of the whole has a finding, and its routes have both their ends. */
function prove({ objects, findings }: Made, checks: Checks): void {
  checks.equal('findings', findings, []);
  const deployment = find(objects, 'Deployment');
  const spec = objectAt(deployment, 'spec');
  const pod = objectAt(objectAt(spec, 'template'), 'spec');
  const [container = {}] = objectsAt(pod, 'containers');
  const own: PlainObject = {
    ...pod,
    ...objectAt(pod, 'securityContext'),
    ...objectAt(container, 'securityContext'),
  };
  const hardened = Object.fromEntries(Object.keys(HARDENED).map((name) => [name, own[name]]));
  checks.equal('the chart is hardened', hardened, HARDENED);
  checks.equal('the values of the chart count', objectsAt(container, 'env'), [
    { name: 'METRICS_URL', value: 'http://web:8080' },
  ]);
  const policy = objectAt(find(objects, 'NetworkPolicy'), 'spec');
  checks.equal('its policy selects its pods', policy?.podSelector, { matchLabels: { app: 'dashboard' } });
  checks.equal('who may call it', peersOf(policy, 'ingress', 'from'), ['admin:3000']);
  checks.equal('whom it may call', peersOf(policy, 'egress', 'to'), ['web:8080']);
  const web = objectAt(find(objects, 'NetworkPolicy', 'web'), 'spec');
  checks.equal('the other end', peersOf(web, 'ingress', 'from'), ['dashboard:8080']);
  const admin = objectAt(
    objectAt(objectAt(find(objects, 'Deployment', 'admin'), 'spec'), 'template'),
    'spec',
  );
  const [first = {}] = objectsAt(admin, 'containers');
  checks.equal('its address', objectsAt(first, 'env'), [{ name: 'DASHBOARD', value: 'dashboard:80' }]);
}

function find(objects: readonly PlainObject[], kind: string, name = 'dashboard'): PlainObject {
  const found = objects.find((object) => object.kind === kind && objectAt(object, 'metadata')?.name === name);
  if (found === undefined) throw new Error(`there is no ${kind} ${name}`);
  return found;
}

/** The peers of one side of a policy with their ports; DNS is everybody's. */
function peersOf(policy: PlainObject | undefined, side: string, end: string): string[] {
  return objectsAt(policy, side).flatMap((rule) =>
    objectsAt(rule, end)
      .filter((peer) => peer.namespaceSelector === undefined)
      .flatMap((peer) => {
        const labels = objectAt(objectAt(peer, 'podSelector'), 'matchLabels') ?? {};
        const name = labels['app.kubernetes.io/instance'] ?? labels.app;
        return objectsAt(rule, 'ports').map(({ port }) => `${String(name)}:${String(port)}`);
      }),
  );
}
