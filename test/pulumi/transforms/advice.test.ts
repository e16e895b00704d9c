import * as k8s from '@pulumi/kubernetes';
import { isPlain } from '../../../lib/core/manifest/plain';
import { hardenStack } from '../../../lib/pulumi/transforms';
import { GOOD_CONTAINER, type Run, runProgram } from './support';

const TODAY = '2026-11-21';
const LABELS = { app: 'ctl' };

function controller(name = 'ctl', spec: object = {}) {
  const template = {
    metadata: { labels: LABELS },
    spec: { serviceAccountName: 'ctl', containers: [{ ...GOOD_CONTAINER }], ...spec },
  };
  return new k8s.apps.v1.Deployment(name, {
    metadata: { name, namespace: 'shop', labels: LABELS },
    spec: { selector: { matchLabels: LABELS }, template },
  });
}

function account() {
  return new k8s.core.v1.ServiceAccount('ctl', { metadata: { name: 'ctl', namespace: 'shop' } });
}

function binding(subject: object = { kind: 'ServiceAccount', name: 'ctl', namespace: 'shop' }) {
  return new k8s.rbac.v1.RoleBinding('ctl', {
    metadata: { name: 'ctl', namespace: 'shop' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'ctl' },
    subjects: [Object.assign({ kind: 'ServiceAccount', name: '' }, subject)],
  });
}

/** In a preview, where a finding is told and refuses nothing. */
const previewed = (program: () => unknown): Promise<Run> => runProgram(program, { preview: true });

/** Whether a resource was registered with the token switched off. */
function tokenOf({ registered }: Run, type: string, name = 'ctl'): unknown {
  const inputs = registered.find(
    (resource) => resource.type.endsWith(type) && resource.name === name,
  )?.inputs;
  const spec = isPlain(inputs?.spec) && isPlain(inputs.spec.template) ? inputs.spec.template.spec : inputs;
  return isPlain(spec) ? spec.automountServiceAccountToken : undefined;
}

const warnings = ({ logged }: Run): string =>
  logged.filter((line) => line.startsWith('warning: ')).join('\n');
const errors = ({ logged }: Run): string => logged.filter((line) => line.startsWith('error: ')).join('\n');

test('a binding that came before keeps the token, and it is said', async () => {
  const run = await previewed(() => {
    hardenStack({ today: TODAY });
    binding();
    account();
    controller();
  });
  expect([tokenOf(run, ':Deployment'), tokenOf(run, ':ServiceAccount')]).toEqual([undefined, undefined]);
  expect(warnings(run)).toContain(
    'check this: did not write spec.template.spec.automountServiceAccountToken: RoleBinding shop/ctl gives rights to ServiceAccount shop/ctl',
  );
  expect(errors(run)).not.toContain('hardening wrote');
});

test('a binding that names the account by an Output keeps it, too', async () => {
  const run = await previewed(() => {
    hardenStack({ today: TODAY });
    binding({ name: account().metadata.name, namespace: 'shop' });
    controller();
    controller('other', { serviceAccountName: 'other' });
  });
  expect(tokenOf(run, ':Deployment')).toBeUndefined();
  expect(warnings(run)).toContain('a ServiceAccount that is not known yet');
});

test('a binding that came after is told at the end, as an error', async () => {
  const run = await previewed(() => {
    hardenStack({ today: TODAY });
    account();
    controller();
    controller('innocent', { serviceAccountName: 'innocent' });
    binding();
  });
  expect([tokenOf(run, ':Deployment'), tokenOf(run, ':ServiceAccount')]).toEqual([false, false]);
  const told = errors(run);
  expect(told).toContain(
    'Deployment shop/ctl: hardening wrote automountServiceAccountToken: false before it knew',
  );
  expect(told).toContain('ServiceAccount shop/ctl: hardening wrote automountServiceAccountToken: false');
  expect(told).not.toContain('Deployment shop/innocent: hardening wrote');
});

test('what the program says itself is nobody’s mistake', async () => {
  const run = await previewed(() => {
    hardenStack({ today: TODAY });
    controller('ctl', { automountServiceAccountToken: false });
    binding();
  });
  expect(errors(run)).not.toContain('hardening wrote');
});

test('what may stop a pod is one warning for its resource, without a secret value', async () => {
  const env = [{ name: 'API', value: 'https://hunter22@$(KUBERNETES_SERVICE_HOST)' }];
  const run = await previewed(() => {
    hardenStack({ today: TODAY });
    controller('ctl', { containers: [{ ...GOOD_CONTAINER, env }] });
  });
  const about = run.logged.filter((line) => line.includes('check this: wrote'));
  expect(about).toHaveLength(1);
  expect(about[0]).toContain('check this: wrote securityContext.readOnlyRootFilesystem (app)');
  expect(about[0]).toContain('container app reads the address of the API server');
  expect(about[0]).not.toContain('hunter22');
});
