import { isAbsent, isPlain, objectAt } from '../../manifest/plain';
import { requirementsOf } from '../../manifest/pod-match';
import { matches } from '../../manifest/selector';
import { workloadSelector } from '../../manifest/workload-selector';
import { objectControl } from '../control';
import { hidesSomething } from './shared/draft';
import { deployment } from './shared/samples';

/** Where the API takes the labels of the template for an absent selector, as for a ReplicationController, that counts. */
export const selectorMatchesTemplate = objectControl({
  id: 'selector-matches-template',
  title: "A workload's selector matches its own pods",
  category: 'workload',
  severity: 'low',
  why: 'The API server refuses a workload whose selector does not match its template, and the release stops halfway.',
  fix: 'give spec.selector.matchLabels the labels of spec.template.metadata.labels',
  breaks:
    'You cannot change the selector of an existing workload: change the labels, or replace the workload.',
  refs: {
    kubescape: ['C-0296'],
    kubeLinter: ['mismatching-selector'],
    kubeScore: [
      'deployment-pod-selector-labels-match-template-metadata-labels',
      'statefulset-pod-selector-labels-match-template-metadata-labels',
    ],
  },
  kinds: ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController'],
  check(manifest, report) {
    const { spec } = manifest;
    const found = isPlain(spec) ? (spec.selector ?? undefined) : spec;
    const labels = objectAt(objectAt(objectAt(objectAt(manifest, 'spec'), 'template'), 'metadata'), 'labels');
    const selector = workloadSelector(manifest);
    const empty = selector === undefined || requirementsOf(selector).length === 0;
    if (!empty && matches(selector, labels ?? {})) return;
    // A ReplicationController whose template has no labels is refused for that.
    if (isAbsent(found) && manifest.kind === 'ReplicationController') return;
    const unknown = hidesSomething(found) || hidesSomething(isPlain(spec) ? spec.template : undefined);
    report({
      path: 'spec.selector',
      found,
      needs: 'labels of the pod template, which has them all',
      unknown,
    });
  },
  examples: {
    good: [
      { objects: [deployment('web')] },
      {
        note: 'by expression',
        objects: [
          deployment('web', {
            selector: {
              matchExpressions: [{ key: 'app.kubernetes.io/instance', operator: 'In', values: ['web'] }],
            },
          }),
        ],
      },
    ],
    bad: [
      { objects: [deployment('web', { selector: { matchLabels: { app: 'web' } } })] },
      { note: 'the API refuses an empty one', objects: [deployment('web', { selector: {} })] },
      { note: 'none at all', objects: [deployment('web', { selector: null })] },
      {
        note: 'bare labels',
        objects: [
          {
            apiVersion: 'v1',
            kind: 'ReplicationController',
            metadata: { name: 'web' },
            spec: { selector: { app: 'web' } },
          },
        ],
      },
    ],
  },
});
