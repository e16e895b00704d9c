import { App, Chart, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import type { BenchNamespace, BenchWorkload } from '../workloads';
import type { Synth } from './child';

/**
 * Builds the workloads with cdk8s-plus as it comes, unhardened: Deployment, ServiceAccount, Service and NetworkPolicy.
 * @param oneChart all of it in one chart, where cdk8s is not quadratic
 */
export function plainTree(spaces: readonly BenchNamespace[], outdir: string, oneChart: boolean): Synth {
  const app = new App({ outdir });
  const one = oneChart ? new Chart(app, 'all') : undefined;
  for (const space of spaces) {
    const chart = one ?? new Chart(app, space.name, { namespace: space.name });
    let before: { readonly deployment: kplus.Deployment; readonly port: number } | undefined;
    for (const workload of space.workloads) {
      const deployment = deploy(chart, space.name, workload, before?.port);
      policy(chart, space.name, workload, deployment, before);
      before = { deployment, port: workload.port };
    }
  }
  return () => {
    app.synth();
    return undefined;
  };
}

function deploy(
  chart: Chart,
  namespace: string,
  workload: BenchWorkload,
  upstream: number | undefined,
): kplus.Deployment {
  const { name, image, args, env, port, path, cpu, memory, label, user } = workload;
  const metadata = { name, namespace, labels: { 'example.com/tier': label } };
  const cores = kplus.Cpu.millis(cpu);
  const bytes = Size.mebibytes(memory);
  const probe = kplus.Probe.fromHttpGet(path, { port, periodSeconds: Duration.seconds(10) });
  const variables = upstream === undefined ? env : { ...env, UPSTREAM_ADDR: `before-${name}:${upstream}` };
  const deployment = new kplus.Deployment(chart, name, {
    metadata,
    podMetadata: { labels: { 'example.com/tier': label } },
    replicas: 1,
    serviceAccount: new kplus.ServiceAccount(chart, `${name}-account`, { metadata }),
    containers: [
      {
        name,
        image,
        args: [...args],
        ports: [{ number: port, name: 'http' }],
        envVariables: Object.fromEntries(
          Object.entries(variables).map(([key, value]) => [key, kplus.EnvValue.fromValue(value)]),
        ),
        securityContext: { user, group: user },
        startup: probe,
        readiness: probe,
        resources: { cpu: { request: cores, limit: cores }, memory: { request: bytes, limit: bytes } },
      },
    ],
  });
  new kplus.Service(chart, `${name}-service`, {
    metadata,
    selector: deployment,
    ports: [{ port, name: 'http' }],
  });
  return deployment;
}

/** Ingress to its own port from the namespace, egress to the workload before it. */
function policy(
  chart: Chart,
  namespace: string,
  workload: BenchWorkload,
  deployment: kplus.Deployment,
  before: { readonly deployment: kplus.Deployment; readonly port: number } | undefined,
): void {
  const { name, label, port } = workload;
  new kplus.NetworkPolicy(chart, `${name}-policy`, {
    metadata: { name, namespace, labels: { 'example.com/tier': label } },
    selector: deployment,
    ingress: {
      default: kplus.NetworkPolicyTrafficDefault.DENY,
      rules: [{ peer: deployment, ports: [kplus.NetworkPolicyPort.tcp(port)] }],
    },
    egress: {
      default: kplus.NetworkPolicyTrafficDefault.DENY,
      rules:
        before === undefined
          ? []
          : [{ peer: before.deployment, ports: [kplus.NetworkPolicyPort.tcp(before.port)] }],
    },
  });
}
