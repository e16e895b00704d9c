import fc from 'fast-check';
import {
  evaluateLevels,
  namespacePolicy,
  PolicyVersionError,
  podSecurityRecords,
} from '../../../lib/core/pod-security';
import { arbitraryPod, CARRIERS, carry } from './arbitrary-pods';
import { podWith } from './good-pod';

const SOURCE = { file: 'a.yaml', document: 3, version: 'latest' };
const POD = { apiVersion: 'v1', kind: 'Pod', ...podWith({}) };
const records = (manifest: unknown) => podSecurityRecords(manifest, SOURCE);
const names = (manifest: unknown) => records(manifest).map(({ item, kind, name }) => [item, kind, name]);
const reasons = (manifest: unknown) =>
  records(manifest).map(({ restricted }) => [restricted.allowed, restricted.reason]);

describe('records', () => {
  it('have the fields of the command, in order', () => {
    expect(JSON.stringify(records(POD))).toBe(
      JSON.stringify([
        {
          file: 'a.yaml',
          document: 3,
          kind: 'Pod',
          namespace: null,
          name: 'p',
          baseline: { allowed: true, rejectedBy: [], reason: '' },
          restricted: { allowed: true, rejectedBy: [], reason: '' },
        },
      ]),
    );
  });

  it.each(CARRIERS)('$kind has the verdict of its pod', (carrier) => {
    fc.assert(
      fc.property(arbitraryPod, (pod) => {
        fc.pre(typeof pod.spec === 'object' && pod.spec !== null);
        const [record, ...rest] = records(carry(carrier, pod));
        const { baseline, restricted } = evaluateLevels(pod, 'latest', carrier.template.join('.'));
        expect(rest).toEqual([]);
        expect(record).toMatchObject({
          kind: carrier.kind,
          baseline: { allowed: baseline.allowed, rejectedBy: baseline.rejectedBy, reason: baseline.reason },
          restricted: {
            allowed: restricted.allowed,
            rejectedBy: restricted.rejectedBy,
            reason: restricted.reason,
          },
        });
      }),
      { numRuns: 30 },
    );
  });

  it('look at the annotations of the template, not of the controller', () => {
    const annotations = { 'container.apparmor.security.beta.kubernetes.io/a': 'unconfined' };
    const deployment = (inner: object, outer: object) => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'd', namespace: 'shop', annotations: outer },
      spec: { template: { metadata: { annotations: inner }, spec: POD.spec } },
    });
    expect(records(deployment({}, annotations))[0]).toMatchObject({
      namespace: 'shop',
      baseline: { allowed: true },
    });
    expect(records(deployment(annotations, {}))[0]?.baseline.rejectedBy).toEqual(['appArmorProfile']);
  });

  it('count the items of lists, typed and nested ones too', () => {
    const item = { metadata: { name: 'x' }, spec: POD.spec };
    const config = { apiVersion: 'v1', kind: 'ConfigMap' };
    const inner = {
      apiVersion: 'v1',
      kind: 'PodList',
      items: [item, { ...item, apiVersion: 'v1', kind: 'Pod' }],
    };
    const list = { apiVersion: 'v1', kind: 'List', items: [config, POD, inner, POD] };
    expect(names(list)).toEqual([
      [1, 'Pod', 'p'],
      [2, 'Pod', 'x'],
      [3, 'Pod', 'x'],
      [4, 'Pod', 'p'],
    ]);
    expect(names({ apiVersion: 'v1', kind: 'List', items: null })).toEqual([]);
    expect(reasons({ apiVersion: 'v1', kind: 'List', items: {} })).toEqual([
      [null, 'kind: found nothing; needs a string'],
    ]);
  });

  it('leave out what carries no pod', () => {
    expect(records(null)).toEqual([]);
    expect(records({ apiVersion: 'v1', kind: 'Service', spec: {} })).toEqual([]);
    expect(records({ apiVersion: 'cert-manager.io/v1', kind: 'Certificate', spec: {} })).toEqual([]);
  });

  it.each([
    [
      { apiVersion: 'apps/v1', kind: 'Deployment', spec: {} },
      'spec.template: found nothing; needs an object: without a pod there is nothing to judge',
    ],
    [
      { apiVersion: 'v1', kind: 'Pod' },
      'spec: found nothing; needs an object: without a pod there is nothing to judge',
    ],
    [
      { apiVersion: 'batch/v1', kind: 'CronJob', spec: { jobTemplate: [] } },
      'spec.jobTemplate: found a list; needs an object (JobTemplateSpec)',
    ],
    [
      { apiVersion: 'apps/v1', kind: 'Deployment', spec: { replicas: '3', template: { spec: POD.spec } } },
      'spec.replicas: found the string "3"; needs an integer of 32 bits',
    ],
    [{ ...POD, apiVersion: 'app/v1' }, 'apiVersion: found the string "app/v1"; needs v1'],
    [{ ...POD, apiVersion: undefined }, 'apiVersion: found nothing; needs v1'],
    [
      { ...POD, apiVersion: 'x.example.com/v1' },
      'kind: found Pod of x.example.com/v1, a kind that is not known; needs a record that says which pods it carries. Fix: add this line to the file of --kinds, or the record to `kinds` of the policy: - { group: x.example.com, kind: Pod, pods: [{ path: spec, shape: partial }] }',
    ],
    [{ ...POD, metdata: {} }, 'metdata: found an unknown field; needs metadata and spec'],
    [['a'], 'found a list; needs an object'],
  ])('%j is not judged, and says why', (manifest, why) => {
    expect(reasons(manifest)).toEqual([[null, why]]);
  });

  it.each([
    '',
    'v1',
    'v1.01',
    '1.25',
    'v2.0',
    'v1.25.1',
    'V1.25',
    'Latest',
    'v1.9223372036854775808',
    'v1.25\n',
  ])('refuses version %j', (version) => {
    expect(() => podSecurityRecords(null, { ...SOURCE, version })).toThrow(PolicyVersionError);
  });

  it.each(['v1.37', 'v1.38', 'v1.100', 'v1.9223372036854775807', 'latest'])('%s is the newest', (version) => {
    const pod = podWith({ pod: { sysctls: [{ name: 'net.ipv4.tcp_notsent_lowat', value: '1' }] } });
    expect(evaluateLevels(pod, version).baseline.allowed).toBe(true);
  });
});

describe('the labels of a namespace', () => {
  const P = 'pod-security.kubernetes.io/';
  const policy = (labels: object) => namespacePolicy({ metadata: { labels } });
  const latest = (level: string) => ({ level, version: 'latest' });

  it.each([
    [{}, latest('privileged'), latest('privileged'), []],
    [
      { [`${P}enforce`]: 'baseline', [`${P}enforce-version`]: 'v1.30' },
      { level: 'baseline', version: 'v1.30' },
      { level: 'baseline', version: 'v1.30' },
      [],
    ],
    [
      { [`${P}enforce`]: 'restricted', [`${P}warn-version`]: 'v1.30' },
      latest('restricted'),
      { level: 'restricted', version: 'v1.30' },
      [],
    ],
    [
      { [`${P}enforce`]: 'restricted', [`${P}warn`]: 'baseline' },
      latest('restricted'),
      latest('baseline'),
      [],
    ],
    [
      { [`${P}enforce`]: 'Restricted', [`${P}enforce-version`]: '1.30' },
      latest('restricted'),
      latest('privileged'),
      [`${P}enforce`, `${P}enforce-version`],
    ],
  ])('%j', (labels, enforce, warn, invalid) => {
    expect(policy(labels)).toEqual({ enforce, warn, audit: latest('privileged'), invalid });
  });
});

const APPS = ['apps/v1', 'apps/v1beta2', 'apps/v1beta1'];
const SERVED: Readonly<Record<string, readonly string[]>> = {
  Pod: ['v1'],
  PodTemplate: ['v1'],
  ReplicationController: ['v1'],
  ReplicaSet: [...APPS, 'extensions/v1beta1'],
  Deployment: [...APPS, 'extensions/v1beta1'],
  DaemonSet: [...APPS, 'extensions/v1beta1'],
  StatefulSet: APPS,
  Job: ['batch/v1', 'extensions/v1beta1'],
  CronJob: ['batch/v1', 'batch/v1beta1', 'batch/v2alpha1'],
};

/** The same pod, as what carries it has it. */
function carried(kind: string): object {
  const pod = podWith({ security: { privileged: true } });
  if (kind === 'Pod') return pod;
  if (kind === 'PodTemplate') return { template: pod };
  const spec = { template: pod };
  return { spec: kind === 'CronJob' ? { jobTemplate: { spec } } : spec };
}

it.each(Object.entries(SERVED).flatMap(([kind, versions]) => versions.map((version) => [kind, version])))(
  'a %s of %s is judged by its pod, in each version that it ever had',
  (kind, apiVersion) => {
    expect(records({ apiVersion, kind, ...carried(kind) }).map(({ baseline }) => baseline.allowed)).toEqual([
      false,
    ]);
  },
);
