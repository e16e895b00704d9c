import type { Entry } from '../../manifest/manifest-set';
import { objectsAt, type PlainObject, textOf } from '../../manifest/plain';
import type { Pod } from '../../manifest/pod';
import { isNamesake } from '../../manifest/registry';
import { type Problem, setControl } from '../control';
import { fieldAt } from '../field';
import { exampleObject, imageProblem, labelledAs } from './shared/known-programs';

const NAMES: ReadonlySet<string> = new Set(['kubernetes-dashboard']);

/** Repositories of the dashboard: the old single image, and those of its parts. */
const IMAGES = /(?:^|\/)(?:kubernetes-dashboard(?:-[a-z0-9]+)?|kubernetesui\/dashboard(?:-[a-z]+)?)$/;

const BINDINGS: readonly string[] = ['RoleBinding', 'ClusterRoleBinding'];

function podProblem(pod: Pod): Problem | undefined {
  const needs = 'no Kubernetes dashboard';
  const image = imageProblem(pod, IMAGES, needs);
  if (image !== undefined) return image;
  const label = labelledAs(pod.metadata.labels, NAMES);
  return label === undefined ? undefined : { path: `${pod.metadataPath}.labels`, found: label, needs };
}

/** A binding of the dashboard's role to anyone but the dashboard. */
function bindingProblem({ manifest, ref }: Entry): Problem | undefined {
  if (isNamesake(ref.group, ref.kind)) return undefined;
  if (!BINDINGS.includes(ref.kind) || !NAMES.has(textOf(fieldAt(manifest, 'roleRef', 'name'))))
    return undefined;
  for (const subject of objectsAt(manifest, 'subjects')) {
    if (subject.kind === 'ServiceAccount' && NAMES.has(textOf(subject.name))) continue;
    const needs = 'no subject but the dashboard';
    return { path: 'subjects', found: subject.name, needs, finding: textOf(subject.name) };
  }
  return undefined;
}

/** Known by its images, its labels, and the name of its role. Source: Kubescape C-0014, CIS GKE Benchmark 5.10.1. */
export const noKubernetesDashboard = setControl({
  id: 'no-kubernetes-dashboard',
  title: 'The Kubernetes dashboard is not deployed',
  category: 'pod',
  severity: 'low',
  why: 'The dashboard acts with its own rights for anyone who can reach it. Exposed, or with a powerful account, it has been the way into entire clusters.',
  fix: 'remove it, and look at the cluster with a client on your own machine',
  refs: {
    kubescape: ['C-0014'],
    checkov: ['CKV_K8S_33'],
    cis: ['gke:5.10.1'],
    owasp: ['K06'],
  },
  check(set, report) {
    for (const entry of set.entries) {
      const problems = entry.pod === undefined ? [bindingProblem(entry)] : entry.pods.map(podProblem);
      for (const problem of problems) if (problem !== undefined) report(entry, problem);
    }
  },
  examples: {
    good: [
      { objects: [pod('registry.example.com/shop/dashboard:v1', 'dashboard')] },
      {
        note: 'its own account',
        objects: [binding({ kind: 'ServiceAccount', name: 'kubernetes-dashboard' })],
      },
    ],
    bad: [
      { note: 'by image', objects: [pod('docker.io/kubernetesui/dashboard:v2.7.0', 'web')] },
      { objects: [pod('k8s.gcr.io/kubernetes-dashboard-amd64:v1.10.1', 'web')] },
      { note: 'by label', objects: [pod('registry.example.com/mirror/kd:v2.7.0', 'kubernetes-dashboard')] },
      { note: 'its role for another', objects: [binding({ kind: 'User', name: 'somebody' })] },
    ],
  },
});

function pod(image: string, app: string): PlainObject {
  const metadata = { name: 'web', namespace: 'shop', labels: { 'k8s-app': app } };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [{ name: 'app', image }] } };
}

function binding(subject: PlainObject): PlainObject {
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'kubernetes-dashboard' };
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  return { ...exampleObject('RoleBinding', 'dashboard', { roleRef, subjects: [subject] }), apiVersion };
}
