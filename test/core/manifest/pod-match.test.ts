import fc from 'fast-check';
import { controllerLabels, namespaceLabels } from '../../../lib/core/manifest/controller-labels';
import { refOf } from '../../../lib/core/manifest/identity';
import { objectAt, type PlainObject } from '../../../lib/core/manifest/plain';
import { isWhole, matchPods, type PodMatch } from '../../../lib/core/manifest/pod-match';
import { type LabelSelector, matches, type SelectorRequirement } from '../../../lib/core/manifest/selector';

type Expected = 'all' | 'some' | 'possible' | 'none';

const APP = { app: 'db' };

function workload(kind: string, spec: PlainObject = {}, name: PlainObject = { name: 'db' }): PlainObject {
  const apiVersion = /Job$/.test(kind) ? 'batch/v1' : 'apps/v1';
  const template = { metadata: { labels: { ...APP } }, spec: { containers: [{ name: 'app' }] } };
  const own = { ...spec, template };
  const metadata = { ...name, namespace: 'shop' };
  return { apiVersion, kind, metadata, spec: kind === 'CronJob' ? { jobTemplate: { spec: own } } : own };
}

function match(manifest: PlainObject, selector: LabelSelector): PodMatch {
  return matchPods(selector, APP, controllerLabels(manifest, refOf(manifest)));
}

function summary(found: PodMatch): Expected {
  if (found.certainty !== 'sure') return found.certainty;
  return isWhole(found) ? 'all' : 'some';
}

const POD_NAME = 'statefulset.kubernetes.io/pod-name';
const POD_INDEX = 'apps.kubernetes.io/pod-index';
const JOB_NAME = 'batch.kubernetes.io/job-name';
const JOB_INDEX = 'batch.kubernetes.io/job-completion-index';
const three = workload('StatefulSet', { replicas: 3 });
const deferred = workload('StatefulSet', { replicas: 2, ordinals: { start: 5 } });
const some = workload('StatefulSet');
const indexed = workload('Job', { completionMode: 'Indexed', completions: 2 });
const job = workload('Job');
const manual = workload('Job', { manualSelector: true });
const cron = workload('CronJob');
const nameless = workload('Job', {}, { generateName: 'mig-' });
const deployment = workload('Deployment');

const equal = (key: string, value: string): LabelSelector => ({ matchLabels: { ...APP, [key]: value } });
const expression = (
  key: string,
  operator: SelectorRequirement['operator'],
  ...values: string[]
): LabelSelector => ({ matchExpressions: [{ key, operator, values }] });

test.each<[string, PlainObject, LabelSelector, Expected]>([
  ['labels of the template', three, { matchLabels: APP }, 'all'],
  ['another label', three, { matchLabels: { app: 'web' } }, 'none'],
  ['one pod of a StatefulSet', three, equal(POD_NAME, 'db-0'), 'some'],
  ['its last one', three, equal(POD_NAME, 'db-2'), 'some'],
  ['one too many', three, equal(POD_NAME, 'db-3'), 'none'],
  ['of another one', three, equal(POD_NAME, 'db2-0'), 'none'],
  ['written otherwise', three, equal(POD_NAME, 'db-00'), 'none'],
  ['a pod by its number', three, equal(POD_INDEX, '0'), 'some'],
  ['numbers that begin later', deferred, equal(POD_INDEX, '0'), 'none'],
  ['numbers that begin later, one of them', deferred, equal(POD_INDEX, '6'), 'some'],
  ['all numbers', three, expression(POD_INDEX, 'In', '0', '1', '2'), 'all'],
  ['all but one', three, expression(POD_INDEX, 'NotIn', '0'), 'some'],
  ['all but those that do not exist', three, expression(POD_INDEX, 'NotIn', '7'), 'all'],
  ['none left', three, expression(POD_INDEX, 'NotIn', '0', '1', '2'), 'none'],
  ['any number', three, expression(POD_INDEX, 'Exists'), 'all'],
  ['without a number', three, expression(POD_INDEX, 'DoesNotExist'), 'none'],
  ['two names for one pod', three, { matchLabels: { [POD_INDEX]: '1', [POD_NAME]: 'db-1' } }, 'some'],
  ['two names that contradict', three, { matchLabels: { [POD_INDEX]: '1', [POD_NAME]: 'db-2' } }, 'none'],
  ['the first of an unknown number', some, equal(POD_INDEX, '0'), 'some'],
  ['a later one of an unknown number', some, equal(POD_INDEX, '4'), 'possible'],
  ['a revision', three, equal('controller-revision-hash', 'db-7c9d'), 'possible'],
  ['a revision of another', three, equal('controller-revision-hash', 'web-7c9d'), 'none'],
  ['pods of a Job', job, equal(JOB_NAME, 'db'), 'all'],
  ['pods of a Job, as it was written before', job, equal('job-name', 'db'), 'all'],
  ['pods of another Job', job, equal('job-name', 'idx'), 'none'],
  ['the uid of a Job', job, equal('controller-uid', '1-2-3'), 'possible'],
  ['a Job with a selector of its own gets no labels', manual, equal(JOB_NAME, 'db'), 'none'],
  ['an index of a Job', indexed, equal(JOB_INDEX, '1'), 'some'],
  ['a Job without indexes', job, equal(JOB_INDEX, '1'), 'none'],
  ['a Job of a CronJob', cron, equal(JOB_NAME, 'db-28453210'), 'possible'],
  ['a Job of another CronJob', cron, equal(JOB_NAME, 'web-28453210'), 'none'],
  ['any Job of a CronJob', cron, expression(JOB_NAME, 'Exists'), 'all'],
  ['not a Job of another', cron, expression(JOB_NAME, 'NotIn', 'web'), 'all'],
  ['perhaps not this one', cron, expression(JOB_NAME, 'NotIn', 'db-28453210'), 'possible'],
  ['a name that the server makes', nameless, equal(JOB_NAME, 'mig-x2k4f'), 'possible'],
  ['a name that it cannot make', nameless, equal(JOB_NAME, 'seed-x2k4f'), 'none'],
  ['a hash of a Deployment', deployment, equal('pod-template-hash', '5d4f'), 'possible'],
  ['any hash of a Deployment', deployment, expression('pod-template-hash', 'Exists'), 'all'],
  ['no hash', deployment, expression('pod-template-hash', 'DoesNotExist'), 'none'],
  ['a label that comes with the node', deployment, equal('topology.kubernetes.io/zone', 'a'), 'possible'],
  ['a hash of a kind that has none', three, equal('pod-template-hash', '5d4f'), 'none'],
  ['a label that no template has', deployment, expression('tier', 'NotIn', 'web'), 'all'],
])('%s', (_, manifest, selector, expected) => {
  expect(summary(match(manifest, selector))).toBe(expected);
});

test('the controller wins over the template', () => {
  const added = controllerLabels(three, refOf(three));
  expect(matchPods({ matchLabels: { [POD_INDEX]: '9' } }, { [POD_INDEX]: '9' }, added).certainty).toBe(
    'none',
  );
});

test('a StatefulSet that is scaled to nothing keeps its first pod', () => {
  expect(summary(match(workload('StatefulSet', { replicas: 0 }), equal(POD_NAME, 'db-0')))).toBe('all');
});

test('the API server names Namespaces by a label', () => {
  const labels = { team: 'shop', 'kubernetes.io/metadata.name': 'other' };
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels } };
  expect(namespaceLabels(namespace, 'shop')).toEqual({ team: 'shop', 'kubernetes.io/metadata.name': 'shop' });
  expect(namespaceLabels({}, 'shop')).toEqual({ 'kubernetes.io/metadata.name': 'shop' });
});

const requirement = fc.record({
  key: fc.constantFrom(POD_NAME, POD_INDEX, 'app', 'tier'),
  operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'),
  values: fc.array(fc.constantFrom('0', '1', '2', '3', 'db-0', 'db-1', 'db-2', 'db-7', 'db', 'web'), {
    minLength: 1,
  }),
});

test('of a StatefulSet with a known number of replicas, it is what a count over the pods says', () => {
  fc.assert(
    fc.property(
      fc.array(requirement, { maxLength: 4 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 0, max: 2 }),
      (matchExpressions: SelectorRequirement[], replicas, start) => {
        const pods = Array.from({ length: replicas }, (_, index) => String(start + index)).map((ordinal) => ({
          ...APP,
          [POD_NAME]: `db-${ordinal}`,
          [POD_INDEX]: ordinal,
        }));
        const found = match(workload('StatefulSet', { replicas, ordinals: { start } }), { matchExpressions });
        const matched = pods.filter((labels) => matches({ matchExpressions }, labels)).length;
        const expected = matched === 0 ? 'none' : matched === replicas ? 'all' : 'some';
        expect(summary(found)).toBe(expected);
      },
    ),
  );
});

test('every row of the table says labels that exist', () => {
  for (const kind of ['StatefulSet', 'Deployment', 'DaemonSet', 'Job', 'CronJob']) {
    const manifest = workload(kind);
    expect(controllerLabels(manifest, refOf(manifest)).size).toBeGreaterThan(0);
    expect(objectAt(manifest, 'spec')).toBeDefined();
  }
});
