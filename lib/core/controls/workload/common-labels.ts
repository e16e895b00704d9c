import { isOpaque, objectAt, type PlainObject, stringAt } from '../../manifest/plain';
import type { Pod } from '../../manifest/pod';
import { podControl, type Report } from '../control';
import { fill } from '../draft';
import { metadataMap, podLabelsIn } from './shared/draft';

const PREFIX = 'app.kubernetes.io/';

function checkLabels(
  owner: PlainObject | undefined,
  path: string,
  wanted: readonly string[],
  report: Report,
): void {
  const hidden = isOpaque(owner) ? owner : owner?.labels;
  const labels = objectAt(owner, 'labels');
  for (const label of wanted) {
    const found = labels === undefined ? (hidden ?? undefined) : (labels[label] ?? undefined);
    if (typeof found === 'string' && found !== '') continue;
    report({ path: `${path}.labels["${label}"]`, found, needs: 'a value', finding: `${path} ${label}` });
  }
}

function fillLabels(labels: PlainObject | undefined, name: string): void {
  if (labels === undefined) return;
  fill(labels, `${PREFIX}instance`, name);
  fill(labels, `${PREFIX}managed-by`, 'bulwark');
  fill(labels, `${PREFIX}name`, name);
}

/** On the workload and on its pods. Selectors are never touched. */
function isTemplate(pod: Pod): boolean {
  return pod.metadataPath !== 'metadata';
}

/** Source: the recommended labels of Kubernetes. Values are filled from `metadata.name` where it is a label value. */
export const commonLabels = podControl({
  id: 'common-labels',
  title: 'Workloads and their pods carry the recommended labels',
  category: 'workload',
  severity: 'medium',
  why: 'In an incident, you find the pods of an application and everything that belongs to it by labels. Policies and dashboards use them too.',
  fix: 'labels: { app.kubernetes.io/name: web, app.kubernetes.io/instance: web, app.kubernetes.io/managed-by: argocd }, in metadata and spec.template.metadata',
  refs: { kubescape: ['C-0077'], kyverno: ['require-labels', 'add-labels'], gatekeeper: ['requiredlabels'] },
  params: {
    /** The labels that have to be there. */
    labels: [`${PREFIX}instance`, `${PREFIX}managed-by`, `${PREFIX}name`],
  },
  check(pod, report, { params }) {
    checkLabels(objectAt(pod.manifest, 'metadata'), 'metadata', params.labels, report);
    if (isTemplate(pod)) checkLabels(pod.metadata, pod.metadataPath, params.labels, report);
  },
  harden(pod, { repair }) {
    // On third-party manifests a new label would claim them for us, and could put pods behind another's selector.
    if (repair) return;
    const name = stringAt(objectAt(pod.manifest, 'metadata'), 'name');
    if (name === undefined || name === '' || name.length > 63) return;
    fillLabels(metadataMap(pod.manifest, 'labels'), name);
    if (isTemplate(pod)) fillLabels(podLabelsIn(pod), name);
  },
  writes: [
    {
      field: 'metadata.labels',
      harmless: 'Selectors are never touched, and third-party manifests get no such labels.',
      onlyOurs: true,
    },
  ],
  examples: {
    good: [
      {
        metadata: {
          labels: {
            'app.kubernetes.io/instance': 'web',
            'app.kubernetes.io/managed-by': 'bulwark',
            'app.kubernetes.io/name': 'storefront',
          },
        },
      },
      { params: { labels: ['app'] }, metadata: { labels: { app: 'web' } } },
    ],
    bad: [
      { metadata: { labels: { app: 'web' } } },
      {
        note: 'on the pods, but not on the workload',
        kind: 'Deployment',
        metadata: {
          labels: { 'app.kubernetes.io/managed-by': 'bulwark', 'app.kubernetes.io/name': 'storefront' },
        },
      },
    ],
  },
});
