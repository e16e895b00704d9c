import type { Deployment } from '@pulumi/kubernetes/apps/v1';
import * as apps from '@pulumi/kubernetes/apps/v1';
import * as core from '@pulumi/kubernetes/core/v1';
import * as networking from '@pulumi/kubernetes/networking/v1';
import * as policy from '@pulumi/kubernetes/policy/v1';
import * as scheduling from '@pulumi/kubernetes/scheduling/v1';
import * as pulumi from '@pulumi/pulumi';
import type { BenchWorkload } from '../workloads';
import { measureProgram } from './pulumi-child';

class Component extends pulumi.ComponentResource {}

/** The workload before, as the next one needs it. */
interface Before {
  readonly name: string;
  readonly port: number;
}

// The same components and the same objects, with the provider's own classes: nothing hardened, nothing judged.
void measureProgram((spaces) => {
  const app = new Component('bench:index:App', 'bench');
  new scheduling.PriorityClass('bench', { value: 1000 }, { parent: app });
  for (const { name, workloads } of spaces) {
    const component = new Component('bench:index:Namespace', name, {}, { parent: app });
    const namespace = surroundings(name, component);
    let before: Before | undefined;
    for (const workload of workloads) {
      deploy(workload, namespace, component, before);
      before = { name: workload.name, port: workload.port };
    }
  }
});

function surroundings(name: string, parent: pulumi.Resource): pulumi.Output<string> {
  const made = new core.Namespace(name, { metadata: { name } }, { parent });
  const namespace = made.metadata.name;
  const metadata = { name, namespace };
  const hard = { 'limits.cpu': '64', 'limits.memory': '128Gi', pods: '100' };
  new core.ResourceQuota(name, { metadata, spec: { hard } }, { parent });
  const defaults = { cpu: '100m', memory: '128Mi' };
  const limits = [{ type: 'Container', default: defaults, defaultRequest: defaults }];
  new core.LimitRange(name, { metadata, spec: { limits } }, { parent });
  const spec = { podSelector: {}, policyTypes: ['Ingress', 'Egress'] };
  new networking.NetworkPolicy(name, { metadata, spec }, { parent });
  const account = { metadata: { name: 'default', namespace }, automountServiceAccountToken: false };
  new core.ServiceAccountPatch(name, account, { parent });
  return namespace;
}

function deploy(
  workload: BenchWorkload,
  namespace: pulumi.Output<string>,
  above: pulumi.Resource,
  before: Before | undefined,
): Deployment {
  const { name, port, label } = workload;
  const parent = new Component('bench:index:Workload', name, {}, { parent: above });
  const selector = { 'app.kubernetes.io/instance': name };
  const metadata = { name, namespace, labels: { ...selector, 'example.com/tier': label } };
  const holder = new Component('bench:index:Account', name, {}, { parent });
  const account = new core.ServiceAccount(name, { metadata }, { parent: holder });
  const ports = [{ port, name: 'http', targetPort: 'http' }];
  new core.Service(name, { metadata, spec: { selector, ports } }, { parent });
  const budget = { maxUnavailable: 1, selector: { matchLabels: selector } };
  new policy.PodDisruptionBudget(name, { metadata, spec: budget }, { parent });
  new networking.NetworkPolicy(name, { metadata, spec: traffic(name, port, before) }, { parent });
  const template = {
    metadata: { labels: metadata.labels },
    spec: podOf(workload, account.metadata.name, before),
  };
  const spec = { replicas: 2, selector: { matchLabels: selector }, template };
  return new apps.Deployment(name, { metadata, spec }, { parent });
}

function traffic(name: string, port: number, before: Before | undefined) {
  const from = (peer: string): object => ({
    podSelector: { matchLabels: { 'app.kubernetes.io/instance': peer } },
  });
  return {
    podSelector: { matchLabels: { 'app.kubernetes.io/instance': name } },
    policyTypes: ['Ingress', 'Egress'],
    ingress: [{ from: [from(name)], ports: [{ port, protocol: 'TCP' }] }],
    egress:
      before === undefined
        ? []
        : [{ to: [from(before.name)], ports: [{ port: before.port, protocol: 'TCP' }] }],
  };
}

function podOf(
  workload: BenchWorkload,
  serviceAccountName: pulumi.Output<string>,
  before: Before | undefined,
) {
  const { name, image, args, env, port, path, cpu, memory, user } = workload;
  const variables = before === undefined ? env : { ...env, UPSTREAM_ADDR: `${before.name}:${before.port}` };
  const probe = { httpGet: { path, port: 'http' }, periodSeconds: 10 };
  const amounts = { cpu: `${cpu}m`, memory: `${memory}Mi` };
  return {
    serviceAccountName,
    containers: [
      {
        name,
        image,
        args: [...args],
        ports: [{ containerPort: port, name: 'http' }],
        env: Object.entries(variables).map(([key, value]) => ({ name: key, value })),
        securityContext: { runAsUser: user, runAsGroup: user },
        startupProbe: probe,
        readinessProbe: probe,
        resources: { requests: amounts, limits: amounts },
      },
    ],
  };
}
