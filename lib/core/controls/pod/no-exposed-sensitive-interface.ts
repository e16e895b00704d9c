import type { Entry, ManifestSet } from '../../manifest/manifest-set';
import { isAbsent, isPlain, type PlainObject } from '../../manifest/plain';
import type { LabelSelector } from '../../manifest/selector';
import { selectorOf } from '../../manifest/selector';
import { setControl } from '../control';
import { ofCoreKind } from '../entries';
import { fieldAt } from '../field';
import { exampleObject, labelledAs, labelsOf, programOf } from './shared/known-programs';

export interface Params {
  /** Programs by the last component of their image, or by the label that names them. */
  readonly programs: readonly string[];
}

/** Programs whose interface runs code or administers something, and that are often without a password at first. */
const DEFAULTS: Params = {
  programs: [
    'adminer',
    'airflow',
    'alertmanager',
    'argo-server',
    'argocd',
    'argocd-server',
    'centraldashboard',
    'consul',
    'dashboard',
    'grafana',
    'jenkins',
    'jupyterhub',
    'kiali',
    'kibana',
    'kubernetes-dashboard',
    'minio',
    'mlflow',
    'mongo-express',
    'notebook',
    'ollama',
    'pgadmin4',
    'phpmyadmin',
    'portainer',
    'prometheus',
    'pushgateway',
    'rancher',
    'ray',
    'ray-head',
    'scope',
    'spark',
    'tensorflow-serving',
    'torchserve',
    'tritonserver',
    'vault',
    'vllm-openai',
    'weave-scope-app',
    'zeppelin',
  ],
};

const EXPOSED: readonly unknown[] = ['NodePort', 'LoadBalancer'];

/** The program on the list that a Service leads to. */
function programBehind(set: ManifestSet, service: Entry, names: ReadonlySet<string>): string | undefined {
  if (names.has(service.ref.name)) return service.ref.name;
  const selector = fieldAt(service.manifest, 'spec', 'selector');
  const named = labelledAs(labelsOf(service), names) ?? labelledAs(selector, names);
  if (named !== undefined) return named;
  const read: LabelSelector | undefined = isPlain(selector)
    ? selectorOf({ matchLabels: selector })
    : undefined;
  if (read === undefined || Object.keys(read.matchLabels ?? {}).length === 0) return undefined;
  for (const pod of set.podsMatching(service.ref.namespace, read).flatMap(({ pods }) => pods)) {
    const program = programOf(pod, names);
    if (program !== undefined) return program;
  }
  return undefined;
}

/**
 * Knows programs by name only; an interface of your own is not seen, unless the parameter names it. Services with
 * external addresses count as exposed. Source: Kubescape C-0021; OWASP Kubernetes Top Ten, K06.
 */
export const noExposedSensitiveInterface = setControl({
  id: 'no-exposed-sensitive-interface',
  title: 'Administrative interfaces are not exposed outside of the cluster',
  category: 'pod',
  severity: 'medium',
  why: 'Attackers scan the internet for interfaces that run code or administer clusters, and find them within hours.',
  fix: 'spec: { type: ClusterIP }; reach it by kubectl port-forward, or through a gateway that asks who you are',
  refs: {
    kubescape: ['C-0021'],
    owasp: ['K06'],
  },
  params: DEFAULTS,
  check(set, report, { params }) {
    const names = new Set(params.programs);
    for (const entry of ofCoreKind(set, 'Service')) {
      const type = fieldAt(entry.manifest, 'spec', 'type');
      const addresses = fieldAt(entry.manifest, 'spec', 'externalIPs');
      const outside = !isAbsent(addresses) && !(Array.isArray(addresses) && addresses.length === 0);
      if (!outside && (isAbsent(type) || (typeof type === 'string' && !EXPOSED.includes(type)))) continue;
      const program = programBehind(set, entry, names);
      if (program === undefined) continue;
      const found = outside ? addresses : type;
      const path = outside ? 'spec.externalIPs' : 'spec.type';
      report(entry, { path, found, needs: `ClusterIP for ${program}`, finding: program });
    }
  },
  examples: {
    good: [
      { objects: [exampleObject('Service', 'jenkins', { spec: { type: 'ClusterIP' } })] },
      {
        note: 'an ordinary program',
        objects: [exampleObject('Service', 'web', { spec: { type: 'NodePort' } })],
      },
    ],
    bad: [
      { note: 'by name', objects: [exampleObject('Service', 'jenkins', { spec: { type: 'LoadBalancer' } })] },
      { note: 'by label', objects: [service({ type: 'NodePort', selector: { app: 'grafana' } })] },
      { note: 'by image', objects: [pod('docker.io/jenkins/jenkins:2.500'), service({ type: 'NodePort' })] },
      {
        note: 'by address',
        objects: [exampleObject('Service', 'vault', { spec: { externalIPs: ['192.0.2.1'] } })],
      },
      {
        note: 'a program of yours',
        params: { programs: ['console'] },
        objects: [pod('console:v1'), service({ type: 'NodePort' })],
      },
      { note: 'not a type', objects: [exampleObject('Service', 'vault', { spec: { type: 7 } })] },
    ],
  },
});

function pod(image: string): PlainObject {
  const metadata = { name: 'ci', namespace: 'shop', labels: { tier: 'ci' } };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [{ name: 'app', image }] } };
}

function service(spec: PlainObject): PlainObject {
  return exampleObject('Service', 'ci', { spec: { selector: { tier: 'ci' }, ...spec } });
}
