import { type ClusterOptions, clusters } from '../../lib/core/cluster/presets';
import type { PlainObject } from '../../lib/core/manifest/plain';
import { restricted } from '../../lib/core/policy/policy';
import { ModelDraft, type PlacedWorkload, partyOf } from '../../lib/model/cluster-model';
import type { Intent, Party, WorkloadParty } from '../../lib/model/intent';
import type { Namespace } from '../../lib/model/namespace';
import { objectsOfNamespace, objectsOfWorkload } from '../../lib/renderers';

/** A workload with one port that is probed, for a model. */
export function placed(namespace: string, name: string, port: number, probed = port): PlacedWorkload {
  const main = {
    name,
    image: 'registry.example.com/app:v1',
    ports: [{ name: 'main', container: port, service: port, protocol: 'TCP' as const }],
    env: [],
    envFrom: [],
    resources: {},
    scratch: [],
    files: [],
    claims: [],
    probes: { readinessProbe: { tcpSocket: { port: probed === port ? 'main' : probed } } },
    lifecycle: undefined,
    fields: {},
  };
  const labels = { 'app.kubernetes.io/instance': name };
  return {
    workload: {
      name,
      namespace,
      controller: { kind: 'Pod' },
      pod: {
        main,
        initContainers: [],
        sidecars: [],
        annotations: {},
        user: 10_001,
        restartPolicy: 'Always',
        gracePeriod: 30,
        imagePullSecrets: [],
        fields: {},
        securityFields: {},
        spread: false,
        seLinux: false,
        ndots: false,
        appArmor: false,
      },
      selector: labels,
      labels,
      extraLabels: {},
      annotations: {},
      configs: [],
      suppressions: [],
    },
    identity: { name, grants: [] },
    env: new Map(),
  };
}

/** A namespace without anything, for a model. */
export function namespace(name: string): Namespace {
  return {
    name,
    existing: false,
    labels: {},
    annotations: {},
    podSecurity: 'restricted',
    quota: undefined,
    limits: undefined,
    cpuLimits: true,
    imagePullSecrets: [],
  };
}

/** TCP ports. */
export function tcp(...ports: number[]): Intent['ports'] {
  return ports.map((port) => ({ port, protocol: 'TCP' }));
}

/** The graph of the design: two namespaces, four workloads, a gateway, a scraper, a host name outside. */
export function graph(options: ClusterOptions, outside: Party): ModelDraft {
  const model = new ModelDraft(clusters.kubeadm(options), restricted());
  model.namespaces.push(namespace('shop'), namespace('data'));
  const add = (one: PlacedWorkload): WorkloadParty => {
    model.workloads.push(one);
    return partyOf(one);
  };
  const web = add(placed('shop', 'web', 8080));
  const api = add(placed('shop', 'api', 8080));
  const worker = add(placed('shop', 'worker', 9000, 9090));
  const db = add(placed('data', 'db', 5432));
  const prometheus: Party = {
    party: 'pods',
    namespace: 'monitoring',
    labels: { 'app.kubernetes.io/name': 'prometheus' },
    account: 'prometheus',
  };
  for (const from of [web, api, worker, db]) {
    model.open({ from, to: { party: 'entity', entity: 'dns' }, ports: [] });
    model.open({ from: prometheus, to: from, ports: tcp(from === db ? 9187 : 9090) });
  }
  model.open({ from: { party: 'entity', entity: 'gateway' }, to: web, ports: tcp(8080) });
  model.open({ from: web, to: api, ports: tcp(8080) });
  model.open({ from: api, to: db, ports: tcp(5432) });
  model.open({ from: worker, to: db, ports: tcp(5432) });
  model.open({ from: api, to: outside, ports: tcp(443) });
  return model;
}

/** The gateway of the graph. */
export const GATEWAY = {
  namespace: 'ingress',
  labels: { 'app.kubernetes.io/name': 'gateway' },
  account: 'gateway',
} as const;

/** Everything that policies and meshes say of a model. */
export function policiesOf(model: ModelDraft): PlainObject[] {
  return [
    ...model.namespaces.flatMap((one) => objectsOfNamespace(one, model)),
    ...model.workloads.flatMap((one) => objectsOfWorkload(one, model)),
  ]
    .filter(({ identity: { kind } }) => /Policy$|PeerAuthentication|^Namespace$/.test(kind))
    .map((artifact) => artifact.object());
}
