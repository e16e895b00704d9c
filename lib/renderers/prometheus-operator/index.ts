import type { PlainObject } from '../../core/manifest/plain';
import { INSTANCE_LABEL } from '../../core/well-known';
import { objectLabels } from '../../model/labels';
import type { MetricsEndpoint, Monitor } from '../../model/monitor';
import type { Workload } from '../../model/workload';
import { objectArtifact, type Renderer, renderer } from '../renderer';

const API = 'monitoring.coreos.com/v1';

/** Where the metrics of workloads are, as objects of the Prometheus Operator. */
export const prometheusOperator: Renderer = renderer({
  id: 'prometheus-operator',
  appliesTo: ({ monitoring }) => monitoring?.operator !== undefined,
  workload: ({ workload }) => {
    const { name, namespace, monitors = [] } = workload;
    const place = namespace === undefined ? {} : { namespace };
    return monitors.map((monitor) =>
      objectArtifact({ apiVersion: API, kind: monitor.kind, name, ...place }, () =>
        monitorObject(workload, monitor),
      ),
    );
  },
});

/** Pods are asked one by one, whichever object names them: a ServiceMonitor by their Service, a PodMonitor by themselves. */
function monitorObject(workload: Workload, { kind, labels, endpoints }: Monitor): PlainObject {
  const { name, namespace, selector, extraLabels } = workload;
  const asked = endpoints.map(endpointOf);
  return {
    apiVersion: API,
    kind,
    // What its Prometheus selects by is above what is ours.
    metadata: { labels: { ...objectLabels(name, extraLabels), ...labels }, name, namespace },
    spec:
      kind === 'PodMonitor'
        ? { podMetricsEndpoints: asked, selector: { matchLabels: { ...selector } } }
        : { endpoints: asked, selector: { matchLabels: { [INSTANCE_LABEL]: name } } },
  };
}

function endpointOf({ port, path, scheme, interval, timeout }: MetricsEndpoint): PlainObject {
  return {
    ...(interval === undefined ? {} : { interval }),
    path,
    port,
    ...(scheme === undefined ? {} : { scheme }),
    ...(timeout === undefined ? {} : { scrapeTimeout: timeout }),
  };
}
