import 'bulwark/jest';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type IsolatedNamespace, restricted } from 'bulwark/cdk8s';
import { ApiObject } from 'cdk8s';
import type { PlainObject } from '../../lib/core/manifest/plain';
import { at, errorOf, folder, found, judgementOf, objectsOf, one, shopApp, TODAY } from './support';

const WIDGET = { group: 'example.com', kind: 'Widget', pods: [] };

function widget(scope: IsolatedNamespace, spec: PlainObject = {}): ApiObject {
  const manifest = { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w' }, spec };
  return new ApiObject(scope, 'widget', manifest);
}

function rollout(scope: IsolatedNamespace, pod: PlainObject = {}): ApiObject {
  const spec = { template: { spec: { containers: [{ name: 'c', image: 'r.example.com/a:v1' }], ...pod } } };
  const manifest = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', metadata: { name: 'ro' }, spec };
  return new ApiObject(scope, 'rollout', manifest);
}

test('a kind of which nothing is known refuses the app, and nothing is written', () => {
  const outdir = folder();
  const { app, shop } = shopApp({ outdir });
  widget(shop);
  const { message } = errorOf(() => app.synth());
  expect(message).toContain('unknown-kind at shop/widget (Widget shop/w, kind): cannot be judged');
  expect(message).toContain('- { group: example.com, kind: Widget, pods: [] }');
  expect(judgementOf(app).unjudged).toEqual([expect.objectContaining({ kind: 'Widget', name: 'w' })]);
  expect(app).not.toHaveNoFindings();
});

test('the policy says that it carries no pod, and the report counts it', () => {
  const { app, shop } = shopApp({ policy: restricted({ kinds: [WIDGET] }) });
  widget(shop);
  expect(found(app)).not.toContain('unknown-kind');
  expect(judgementOf(app).declared).toEqual([expect.objectContaining({ kind: 'Widget', name: 'w' })]);
});

test('nothing that the policy says hides a container', () => {
  const { app, shop } = shopApp({ policy: restricted({ kinds: [WIDGET] }) });
  widget(shop, { template: { spec: { containers: [{ name: 'a', image: 'b' }] } } });
  expect(found(app)).toContain('unknown-kind');
});

test('so does the command line', () => {
  const file = join(folder(), 'settings.json');
  writeFileSync(file, JSON.stringify({ kinds: [WIDGET] }));
  process.env.BULWARK_SETTINGS = file;
  try {
    const { app, shop } = shopApp();
    widget(shop);
    expect(found(app)).not.toContain('unknown-kind');
  } finally {
    delete process.env.BULWARK_SETTINGS;
  }
});

test('the pod of a Rollout is hardened, gets what belongs to the app, and is judged', () => {
  const digest = `sha256:${'0'.repeat(64)}`;
  const images = { images: { 'r.example.com/a:v1': { digest, date: TODAY } } };
  const { app, shop } = shopApp({ images, imagePullSecrets: ['pull'] });
  rollout(shop);
  const hardened = one(objectsOf(app), 'Rollout', 'ro');
  const container = 'spec.template.spec.containers.0';
  expect(at(hardened, `${container}.securityContext.capabilities`)).toEqual({ drop: ['ALL'] });
  expect(at(hardened, `${container}.image`)).toBe(`r.example.com/a:v1@${digest}`);
  expect(at(hardened, `${container}.volumeMounts.0.mountPath`)).toBe('/tmp');
  expect(at(hardened, 'spec.template.spec.volumes.0.emptyDir')).toEqual({ sizeLimit: '64Mi' });
  expect(at(hardened, 'spec.template.spec.imagePullSecrets')).toEqual([{ name: 'pull' }]);
  const { app: other, shop: beside } = shopApp();
  rollout(beside, { hostNetwork: true });
  expect(found(other)).toContain('no-host-network');
});

test('what belongs to the app is written only where the kind takes it', () => {
  const { app, shop } = shopApp({ imagePullSecrets: ['pull'] });
  const steps = [{ name: 'build', image: 'r.example.com/a:v1', script: 'make' }];
  new ApiObject(shop, 'task', {
    apiVersion: 'tekton.dev/v1',
    kind: 'Task',
    metadata: { name: 't' },
    ...{ spec: { steps } },
  });
  const task = one(objectsOf(app), 'Task', 't');
  expect(Object.keys(Object(at(task, 'spec')))).toEqual(['steps']);
  expect(at(task, 'spec.steps.0.securityContext.allowPrivilegeEscalation')).toBe(false);
});

test('toPassRestricted sees it, and does not pass what it does not know', () => {
  const pod = (spec: PlainObject): PlainObject => ({ spec: { containers: [], ...spec } });
  expect({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name: 'r' },
    spec: { template: pod({ hostPID: true }) },
  }).not.toPassRestricted();
  const unknown = { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w' }, spec: {} };
  const good = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p' },
    spec: {
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        { name: 'a', securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } },
      ],
    },
  };
  expect([good, unknown]).not.toPassRestricted();
  expect([good, unknown]).toPassRestricted({ kinds: [WIDGET] });
  const { app, shop } = shopApp({ policy: restricted({ kinds: [WIDGET] }) });
  widget(shop);
  new ApiObject(shop, 'pod', { ...good, metadata: { name: 'p' } });
  expect(app).toPassRestricted();
});
