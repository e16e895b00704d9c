import type { Entry } from '../../manifest/manifest-set';
import type { PlainObject } from '../../manifest/plain';
import type { Pod } from '../../manifest/pod';
import { type Problem, setControl } from '../control';
import { fieldAt } from '../field';
import { exampleObject, imageProblem, labelledAs, labelsOf } from './shared/known-programs';

const NAMES: ReadonlySet<string> = new Set(['tiller', 'tiller-deploy']);

const IMAGE = /(?:^|[/-])tiller(?:-|$)/;

function podProblem(pod: Pod): Problem | undefined {
  const image = imageProblem(pod, IMAGE, 'no Tiller');
  if (image !== undefined) return image;
  const label = labelledAs(pod.metadata.labels, NAMES);
  return label === undefined
    ? undefined
    : { path: `${pod.metadataPath}.labels`, found: label, needs: 'no Tiller' };
}

function serviceProblem(entry: Entry): Problem | undefined {
  if (entry.ref.kind !== 'Service' || entry.ref.apiVersion !== 'v1') return undefined;
  const selected =
    labelledAs(fieldAt(entry.manifest, 'spec', 'selector'), NAMES) ?? labelledAs(labelsOf(entry), NAMES);
  if (selected !== undefined)
    return { path: 'spec.selector', found: selected, needs: 'no Service for Tiller' };
  if (!NAMES.has(entry.ref.name)) return undefined;
  return { path: 'metadata.name', found: entry.ref.name, needs: 'no Service for Tiller' };
}

/** Known by its image, its labels, and the name of its Service. Source: Helm documentation, changes since Helm 2. */
export const noTiller = setControl({
  id: 'no-tiller',
  title: 'Tiller of Helm 2 is not deployed',
  category: 'pod',
  severity: 'critical',
  why: 'Tiller does not authenticate its clients and usually runs as cluster-admin: anyone who can reach its port can take over the cluster. It has had no fixes since 2020.',
  fix: 'remove it: Helm 3 needs nothing in the cluster',
  refs: {
    checkov: ['CKV_K8S_34', 'CKV_K8S_44', 'CKV_K8S_45'],
    trivy: ['KSV-0102'],
    kyverno: ['disallow-helm-tiller'],
  },
  check(set, report) {
    for (const entry of set.entries) {
      const problems = entry.pod === undefined ? [serviceProblem(entry)] : entry.pods.map(podProblem);
      for (const problem of problems) if (problem !== undefined) report(entry, problem);
    }
  },
  examples: {
    good: [
      { objects: [pod('registry.example.com/shop/web:v1', 'web')] },
      {
        note: 'only the letters are alike',
        objects: [pod('registry.example.com/shop/distiller:v1', 'distiller')],
      },
      { objects: [exampleObject('Service', 'web', { spec: { selector: { name: 'web' } } })] },
    ],
    bad: [
      { note: 'by image', objects: [pod('ghcr.io/helm/tiller:v2.17.0', 'web')] },
      { note: 'by label', objects: [pod('registry.example.com/mirror/t:v2', 'tiller')] },
      {
        note: 'its Service',
        objects: [exampleObject('Service', 'web', { spec: { selector: { name: 'tiller' } } })],
      },
      { note: 'by name', objects: [exampleObject('Service', 'tiller-deploy', { spec: {} })] },
    ],
  },
});

function pod(image: string, name: string): PlainObject {
  const labels = { app: 'helm', name };
  return exampleObject('Pod', 'web', {
    metadata: { name: 'web', namespace: 'shop', labels },
    spec: { containers: [{ name: 'app', image }] },
  });
}
