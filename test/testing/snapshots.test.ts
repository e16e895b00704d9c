import { extendExpect, manifestSerializer } from 'bulwark/jest';
import { withoutChurn } from '../../lib/testing/churn';
import { DIGEST, plainDeployment } from './objects';

const OTHER = DIGEST.replace('0123', 'ffff');

describe('the serializer', () => {
  test('prints canonical YAML without what changes at every release', () => {
    const text = manifestSerializer.print(plainDeployment());
    expect(text.split('\n')).toEqual([
      '---',
      'apiVersion: apps/v1',
      'kind: Deployment',
      'metadata:',
      '  labels:',
      '    app.kubernetes.io/instance: web',
      '    app.kubernetes.io/version: <version>',
      '  name: web',
      '  namespace: shop',
      'spec:',
      '  replicas: 2',
      '  selector:',
      '    matchLabels:',
      '      app.kubernetes.io/instance: web',
      '  template:',
      '    metadata:',
      '      annotations:',
      '        checksum/config: <checksum>',
      '        note: kept',
      '      labels:',
      '        app.kubernetes.io/instance: web',
      '        app.kubernetes.io/version: <version>',
      '    spec:',
      '      containers:',
      '      - image: registry.example.com/web:1.4@sha256:<digest>',
      '        name: web',
    ]);
  });

  test.each([
    ['bulwark.dev/waived', 'a until 2027-02-01, b until 2027-03-01', 'a until <date>, b until <date>'],
    ['bulwark/config', '00ff', '<checksum>'],
    ['kubectl.kubernetes.io/restartedAt', '2026-11-21T00:00:00Z', '<checksum>'],
    ['bulwark.dev/cpu-limits', 'refused', 'refused'],
    ['hashicorp/role', 'web', 'web'],
  ])('annotation %s', (key, value, quiet) => {
    const manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { annotations: { [key]: value } } };
    expect(withoutChurn(manifest)).toEqual({
      ...manifest,
      metadata: { annotations: { [key]: quiet } },
    });
  });

  test('leaves out what the API server writes, and no data of the same name', () => {
    const live = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'a', uid: 'x', resourceVersion: '7' },
    };
    expect(withoutChurn({ ...live, status: {}, data: { uid: 'x' } })).toEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'a' },
      data: { uid: 'x' },
    });
  });

  test.each([
    [[plainDeployment()], true],
    [[plainDeployment(), 1], false],
    [[], false],
    [{ kind: 'Deployment' }, false],
    ['text', false],
  ])('is for manifests only (%#)', (value, taken) => {
    expect(manifestSerializer.test(value)).toBe(taken);
  });
});

describe('toMatchManifestSnapshot', () => {
  test('is the same after a release, and another after a change', () => {
    const first = manifestSerializer.print(plainDeployment());
    expect(first).toContain('@sha256:<digest>');
    expect(manifestSerializer.print(plainDeployment(`registry.example.com/web:1.4@${OTHER}`))).toBe(first);
    expect(manifestSerializer.print(plainDeployment(`registry.example.com/web:1.5@${OTHER}`))).not.toBe(
      first,
    );
  });

  test('counts as one assertion, whatever it does inside', () => {
    expect.assertions(1);
    expect(plainDeployment()).toMatchManifestSnapshot('hint');
  });

  test('has no opposite', () => {
    expect(() => expect(plainDeployment()).not.toMatchManifestSnapshot()).toThrow('found .not');
  });
});

test('another expect is extended by hand', () => {
  const taken: string[] = [];
  const other = Object.assign(() => ({ toMatchSnapshot: () => undefined }), {
    extend: (matchers: object) => taken.push(...Object.keys(matchers)),
    addSnapshotSerializer: () => taken.push('serializer'),
    getState: () => ({ assertionCalls: 0 }),
    setState: () => undefined,
  });
  extendExpect(other);
  expect(taken).toEqual([
    'toPassRestricted',
    'toHaveNoFindings',
    'toMatchManifestSnapshot',
    'toReach',
    'serializer',
  ]);
});
