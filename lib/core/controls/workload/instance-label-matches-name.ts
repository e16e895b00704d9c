import { refOf } from '../../manifest/identity';
import { controllerOf } from '../../manifest/owners';
import { isPlain, type PlainObject } from '../../manifest/plain';
import { INSTANCE_LABEL } from '../../well-known';
import { objectControl } from '../control';
import { fill } from '../draft';
import { metadataMap } from './shared/draft';

/** Whether the name is not the author's: controllers name what they make after their own object. */
function isNamedByController(manifest: PlainObject): boolean {
  return controllerOf(manifest, refOf(manifest)) !== undefined;
}

/**
 * An object with `generateName` has no name to compare, and one that a controller made has none of its author's: they are
 * not judged. Source: conflict 28 of the catalogue.
 */
export const instanceLabelMatchesName = objectControl({
  id: 'instance-label-matches-name',
  title: 'The instance label is the name of the workload',
  category: 'workload',
  taste: true,
  severity: 'medium',
  why: 'Selectors, policies and disruption budgets use the instance label: if it names another workload, they match the wrong pods.',
  fix: 'metadata: { labels: { app.kubernetes.io/instance: web } }, the value of metadata.name',
  breaks: 'Helm charts use the name of the release instead.',
  refs: { polaris: ['metadataAndInstanceMismatched'] },
  kinds: ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'],
  check(manifest, report) {
    const { metadata } = manifest;
    if (isNamedByController(manifest)) return;
    if (
      !isPlain(metadata) ||
      (typeof metadata.name !== 'string' && typeof metadata.generateName === 'string')
    )
      return;
    const { labels, name } = metadata;
    const found = isPlain(labels) ? labels[INSTANCE_LABEL] : labels;
    if (typeof name === 'string' && found === name) return;
    const needs = typeof name === 'string' ? name : 'the value of metadata.name';
    report({
      path: `metadata.labels["${INSTANCE_LABEL}"]`,
      found: found ?? undefined,
      needs,
      unknown: typeof name === 'object',
    });
  },
  harden(manifest) {
    const name = isPlain(manifest.metadata) ? manifest.metadata.name : undefined;
    if (typeof name !== 'string' || name === '' || name.length > 63 || isNamedByController(manifest)) return;
    const labels = metadataMap(manifest, 'labels');
    if (labels !== undefined) fill(labels, INSTANCE_LABEL, name);
  },
  writes: [
    {
      field: `metadata.labels["${INSTANCE_LABEL}"]`,
      harmless: 'It is a label of the workload itself: neither its pods nor a selector are touched.',
    },
  ],
  examples: {
    good: [
      { objects: [workload({ name: 'web', labels: { [INSTANCE_LABEL]: 'web' } })] },
      { note: 'no name to compare', objects: [workload({ generateName: 'web-' })] },
    ],
    bad: [
      { objects: [workload({ name: 'web' })] },
      { objects: [workload({ name: 'web', labels: { [INSTANCE_LABEL]: 'release-1' } })] },
    ],
  },
});

function workload(metadata: PlainObject): PlainObject {
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata };
}
