import { objectAt, type PlainObject } from '../../manifest/plain';
import { type Change, podControl, type Report } from '../control';
import { fill } from '../draft';
import { hidesSomething, metadataMap, podLabelsIn } from './shared/draft';

/** Parameters of `business-labels`; owner and environment are those of the policy. */
export interface BusinessLabels {
  /** The team that owns the app, for the label `owner`; the control is not in force without one. */
  readonly owner: string | undefined;
  /** For the label `env`. */
  readonly environment: string | undefined;
  /** The labels of which there has to be one. */
  readonly labels: readonly string[];
}

const params: BusinessLabels = {
  owner: undefined,
  environment: undefined,
  labels: ['app', 'tier', 'phase', 'version', 'owner', 'env'],
};

function checkOne(
  metadata: PlainObject | undefined,
  path: string,
  labels: readonly string[],
  report: Report,
): void {
  const found = objectAt(metadata, 'labels');
  for (const label of labels) {
    const value = found?.[label];
    if (typeof value === 'string' && value !== '') return;
  }
  report({
    path: `${path}.labels`,
    found: found ?? metadata?.labels ?? undefined,
    needs: `one of the labels ${labels.join(', ')}`,
    finding: path,
    unknown: hidesSomething(metadata?.labels),
  });
}

function fillLabels(labels: PlainObject | undefined, { owner, environment }: BusinessLabels): void {
  if (labels === undefined) return;
  if (owner !== undefined) fill(labels, 'owner', owner);
  if (environment !== undefined) fill(labels, 'env', environment);
}

/** In force where the policy names an owner. */
export const businessLabels = podControl({
  id: 'business-labels',
  title: 'Workloads and their pods name their owner',
  category: 'workload',
  severity: 'low',
  why: 'If a pod misbehaves, you need to know which team to call.',
  fix: 'labels: { owner: team-shop, env: production }, in the metadata of object and pod',
  code: "policy: restricted({ owner: 'team-shop', environment: 'production' }), in the props of the app",
  refs: { kubescape: ['C-0076'], kubeLinter: ['required-label-owner'], gatekeeper: ['requiredlabels'] },
  params,
  active(context) {
    return context.params.owner !== undefined;
  },
  check(pod, report, context) {
    const { labels } = context.params;
    checkOne(objectAt(pod.manifest, 'metadata'), 'metadata', labels, report);
    if (pod.metadataPath !== 'metadata') checkOne(pod.metadata, pod.metadataPath, labels, report);
  },
  harden(pod, context) {
    fillLabels(metadataMap(pod.manifest, 'labels'), context.params);
    if (pod.metadataPath !== 'metadata') fillLabels(podLabelsIn(pod), context.params);
  },
  writes: ['owner', 'env'].map((label) => ({
    field: `metadata.labels.${label}`,
    mayStop: 'a Service or a NetworkPolicy that selects by this label takes the pods up: see that none does',
    when: ({ pod }: Change) => pod !== undefined,
  })),
  examples: {
    good: [{ params: { owner: 'team-shop' }, metadata: { labels: { owner: 'team-web' } } }],
    bad: [
      { params: { owner: 'team-shop', environment: 'production' } },
      {
        note: 'on the pods, but not on the workload',
        kind: 'Deployment',
        params: { owner: 'team-shop' },
        metadata: { labels: { owner: 'team-web' } },
      },
    ],
  },
});
