import { clusters } from '../../../../lib/core/cluster/presets';
import { controlOf } from '../../../../lib/core/controls';
import type { Control } from '../../../../lib/core/controls/control';
import { objectAt, type PlainObject } from '../../../../lib/core/manifest/plain';
import { applyControl } from '../harness';

const leaf = new (class Leaf {})();

const FILLING = [
  'windows-run-as-container-user',
  'user-namespaces',
  'no-service-account-token-automount',
  'no-service-links',
  'dns-config-ndots',
];

function control(id: string): Control {
  const found = controlOf(id);
  if (found === undefined) throw new Error(`no control ${id}`);
  return found;
}

/** The pod spec after one control's `harden`, without the containers. */
function applied(id: string, spec: PlainObject, repair: boolean): PlainObject {
  const [pod] = applyControl(control(id), { spec }, repair);
  const { containers: _containers, ...rest } = objectAt(pod, 'spec') ?? {};
  return rest;
}

test.each<[string, PlainObject, PlainObject]>([
  ['no-service-account-token-automount', {}, { automountServiceAccountToken: false }],
  [
    'no-service-account-token-automount',
    { automountServiceAccountToken: null },
    { automountServiceAccountToken: false },
  ],
  ['no-service-links', {}, { enableServiceLinks: false }],
  ['dns-config-ndots', {}, { dnsConfig: { options: [{ name: 'ndots', value: '2' }] } }],
  [
    'dns-config-ndots',
    { dnsConfig: { searches: ['a'], options: [{ name: 'edns0' }] } },
    { dnsConfig: { searches: ['a'], options: [{ name: 'edns0' }, { name: 'ndots', value: '2' }] } },
  ],
  ['user-namespaces', {}, { hostUsers: false }],
  ['user-namespaces', { hostPID: false }, { hostPID: false, hostUsers: false }],
  [
    'user-namespaces',
    { securityContext: { runAsUser: 65535 } },
    { securityContext: { runAsUser: 65535 }, hostUsers: false },
  ],
  [
    'windows-run-as-container-user',
    { os: { name: 'windows' } },
    { os: { name: 'windows' }, securityContext: { windowsOptions: { runAsUserName: 'ContainerUser' } } },
  ],
])('%s fills %j', (id, spec, expected) => {
  for (const repair of [false, true]) expect(applied(id, spec, repair)).toEqual(expected);
});

test.each<[string, PlainObject]>([
  ['no-service-account-token-automount', { automountServiceAccountToken: true }],
  ['no-service-account-token-automount', { automountServiceAccountToken: leaf }],
  ['no-service-links', { enableServiceLinks: true }],
  ['dns-config-ndots', { dnsConfig: { options: [{ name: 'ndots', value: '5' }] } }],
  ['dns-config-ndots', { dnsConfig: leaf }],
  ['dns-config-ndots', { dnsConfig: { options: leaf } }],
  ['dns-config-ndots', { dnsConfig: { options: [leaf] } }],
  ['dns-config-ndots', { dnsConfig: { options: [{ name: leaf }] } }],
  ['user-namespaces', { hostUsers: true }],
  ['user-namespaces', { hostNetwork: true }],
  ['user-namespaces', { hostPID: leaf }],
  ['user-namespaces', { hostIPC: true }],
  ['user-namespaces', { os: { name: 'windows' } }],
  ['user-namespaces', { securityContext: { fsGroup: 65536 } }],
  ['user-namespaces', { securityContext: leaf }],
  [
    'user-namespaces',
    { initContainers: [{ name: 'i', volumeDevices: [{ name: 'raw', devicePath: '/dev/x' }] }] },
  ],
  ['user-namespaces', { initContainers: [{ name: 'i', securityContext: { runAsUser: 70000 } }] }],
  ['windows-run-as-container-user', {}],
  ['windows-run-as-container-user', { os: { name: 'windows' }, securityContext: leaf }],
  [
    'windows-run-as-container-user',
    { os: { name: 'windows' }, securityContext: { windowsOptions: { hostProcess: true } } },
  ],
  [
    'windows-run-as-container-user',
    {
      os: { name: 'windows' },
      securityContext: { windowsOptions: { runAsUserName: 'ContainerAdministrator' } },
    },
  ],
])('%s leaves %j alone, also when others are repaired', (id, spec) => {
  for (const repair of [false, true]) expect(applied(id, spec, repair)).toEqual(spec);
});

test('no two pods share a value that was written', () => {
  for (const id of FILLING) {
    const spec = { os: { name: id.startsWith('windows') ? 'windows' : 'linux' } };
    const [one, other] = [applied(id, spec, false), applied(id, spec, false)];
    expect(one).toEqual(other);
    for (const key of Object.keys(one)) {
      if (typeof one[key] === 'object') expect(one[key]).not.toBe(other[key]);
    }
  }
});

test('controls that the cluster or the policy must ask for are not in force without', () => {
  const users = control('user-namespaces');
  const runtime = control('hardened-runtime-class');
  const inForce = (which: Control, params: unknown, userNamespaces: boolean): boolean | undefined =>
    which.active?.({ params, cluster: clusters.kubeadm({ userNamespaces }) });
  expect(inForce(users, users.params, false)).toBe(false);
  expect(inForce(users, users.params, true)).toBe(true);
  expect(inForce(runtime, runtime.params, false)).toBe(false);
  expect(inForce(runtime, { runtimeClasses: ['gvisor'] }, false)).toBe(true);
});
