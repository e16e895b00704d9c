import { clusters } from '../../../../lib/core/cluster/presets';
import { controlOf } from '../../../../lib/core/controls';
import type { Control, PodExample } from '../../../../lib/core/controls/control';
import { podExampleObject } from '../../../../lib/core/controls/examples';
import { isOpaque, objectAt, type PlainObject } from '../../../../lib/core/manifest/plain';
import { podOf } from '../../../../lib/core/manifest/pod';
import { Leaf, problemsIn } from '../cases';
import { applyContext, problemsOf } from '../harness';

const leaf = new Leaf();
const UNCONFINED = { type: 'Unconfined' };
const RUNTIME = { type: 'RuntimeDefault' };
const ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/app';

function control(id: string): Control {
  const found = controlOf(id);
  if (found === undefined) throw new Error(`no control ${id}`);
  return found;
}

interface Mode {
  readonly repair?: boolean;
  readonly appArmor?: boolean;
  readonly seLinuxType?: string;
}

/** The manifest after one control's `harden`. */
function applied(id: string, example: PodExample, { repair = false, ...profile }: Mode): PlainObject {
  const manifest = podExampleObject(example);
  const pod = podOf(manifest, ['spec']);
  const found = control(id);
  const facts = { cluster: clusters.kind(profile), repair };
  if (found.on === 'pod' && pod !== undefined) found.harden?.(pod, applyContext(found.params, [pod], facts));
  return manifest;
}

/** The security context of the pod and that of its first container, after `harden`. */
function contexts(id: string, example: PodExample, mode: Mode): unknown[] {
  const spec = objectAt(applied(id, example, mode), 'spec');
  const container = Array.isArray(spec?.containers) ? spec.containers[0] : undefined;
  return [spec?.securityContext, container?.securityContext];
}

const on = (shared: PlainObject, container: unknown = {}): PodExample => ({
  spec: { securityContext: shared },
  container: { securityContext: container },
});
const caps = (capabilities: unknown): PlainObject => ({ capabilities });

const REPAIR = { repair: true };
const BOTH_RUNTIME = { seccompProfile: RUNTIME };
const LOCAL = { seccompProfile: { type: 'Localhost', localhostProfile: 'web.json' } };

test.each<[string, PodExample, Mode, unknown, unknown]>([
  ['no-privileged-containers', on({}), {}, {}, { privileged: false }],
  ['no-privileged-containers', on({}, { privileged: true }), REPAIR, {}, { privileged: true }],
  ['no-privileged-containers', on({}, { privileged: 'true' }), REPAIR, {}, { privileged: 'true' }],
  ['no-privilege-escalation', on({}, { privileged: true }), REPAIR, {}, { privileged: true }],
  [
    'no-privilege-escalation',
    on({}, caps({ add: ['CAP_SYS_ADMIN'] })),
    REPAIR,
    {},
    caps({ add: ['CAP_SYS_ADMIN'] }),
  ],
  ['no-privilege-escalation', on({}, leaf), REPAIR, {}, leaf],
  ['drop-all-capabilities', on({}, caps({ drop: ['NET_RAW'] })), {}, {}, caps({ drop: ['NET_RAW'] })],
  ['drop-all-capabilities', on({}, caps({ drop: ['NET_RAW'] })), REPAIR, {}, caps({ drop: ['ALL'] })],
  ['drop-all-capabilities', on({}, caps({ drop: [leaf] })), REPAIR, {}, caps({ drop: [leaf] })],
  ['drop-all-capabilities', on({}, caps({ add: ['all'] })), REPAIR, {}, caps({ add: ['all'] })],
  [
    'drop-all-capabilities',
    on({}, { ...caps({ add: ['CHOWN'] }), runAsUser: 20001 }),
    {},
    {},
    { ...caps({ add: ['CHOWN'], drop: ['ALL'] }), runAsUser: 20001 },
  ],
  // Only root has in effect what is added: without a user it is taken to run as root, and to need what root has.
  ['drop-all-capabilities', on({}, caps({ add: ['CHOWN'] })), REPAIR, {}, caps({ add: ['CHOWN'] })],
  ['drop-net-raw', on({}), {}, {}, caps({ drop: ['NET_RAW'] })],
  ['drop-net-raw', on({}, caps({ drop: ['CHOWN'] })), {}, {}, caps({ drop: ['CHOWN'] })],
  ['drop-net-raw', on({}, caps({ drop: ['CHOWN'] })), REPAIR, {}, caps({ drop: ['CHOWN', 'NET_RAW'] })],
  ['drop-net-raw', on({}, caps({ add: ['NET_RAW'] })), REPAIR, {}, caps({ add: ['NET_RAW'] })],
  ['seccomp-runtime-default', on({}), {}, BOTH_RUNTIME, BOTH_RUNTIME],
  ['seccomp-runtime-default', on(LOCAL), {}, LOCAL, LOCAL],
  ['seccomp-runtime-default', on({ seccompProfile: UNCONFINED }), {}, { seccompProfile: UNCONFINED }, {}],
  ['seccomp-runtime-default', on({ seccompProfile: UNCONFINED }), REPAIR, BOTH_RUNTIME, BOTH_RUNTIME],
  [
    'seccomp-runtime-default',
    on({}, { seccompProfile: { type: leaf } }),
    REPAIR,
    BOTH_RUNTIME,
    { seccompProfile: { type: leaf } },
  ],
  [
    'seccomp-not-unconfined',
    on({}, { seccompProfile: UNCONFINED }),
    {},
    BOTH_RUNTIME,
    { seccompProfile: UNCONFINED },
  ],
  ['apparmor-not-unconfined', on({}), {}, {}, {}],
  ['apparmor-not-unconfined', on({}), { appArmor: true }, { appArmorProfile: RUNTIME }, {}],
  ['apparmor-not-unconfined', on({}, { privileged: true }), { appArmor: true }, {}, { privileged: true }],
  ['apparmor-not-unconfined', on({ appArmorProfile: UNCONFINED }), {}, { appArmorProfile: UNCONFINED }, {}],
  [
    'apparmor-not-unconfined',
    on({ appArmorProfile: UNCONFINED }, { appArmorProfile: UNCONFINED }),
    REPAIR,
    {},
    {},
  ],
  ['apparmor-not-unconfined', on({ appArmorProfile: leaf }), REPAIR, { appArmorProfile: leaf }, {}],
  [
    'selinux-restricted-options',
    on({ seLinuxOptions: { type: 'spc_t' } }),
    {},
    { seLinuxOptions: { type: 'spc_t' } },
    {},
  ],
  ['selinux-restricted-options', on({ seLinuxOptions: { type: 'spc_t' } }), REPAIR, {}, {}],
  [
    'selinux-restricted-options',
    on({ seLinuxOptions: { user: 'u', role: 'r', level: 's0' } }),
    REPAIR,
    { seLinuxOptions: { level: 's0' } },
    {},
  ],
  ['set-selinux-options', on({}), {}, { seLinuxOptions: { type: 'container_t' } }, {}],
  ['set-selinux-options', on({}), { seLinuxType: 'spc_t' }, {}, {}],
  ['set-selinux-options', on({}, { privileged: true }), {}, {}, { privileged: true }],
  ['set-selinux-options', { spec: { hostPID: true } }, {}, undefined, undefined],
  ['default-proc-mount', on({}, { procMount: 'Unmasked' }), {}, {}, { procMount: 'Unmasked' }],
  ['default-proc-mount', on({}, { procMount: leaf }), REPAIR, {}, { procMount: leaf }],
  ['read-only-root-filesystem', on({}), {}, {}, { readOnlyRootFilesystem: true }],
  [
    'read-only-root-filesystem',
    on({}, { readOnlyRootFilesystem: false }),
    REPAIR,
    {},
    { readOnlyRootFilesystem: false },
  ],
])('%s on %j, %j', (id, example, mode, shared, container) => {
  expect(contexts(id, example, mode)).toEqual([shared, container]);
});

const LINUX_ONLY = [
  'no-privilege-escalation',
  'no-privileged-containers',
  'drop-all-capabilities',
  'drop-net-raw',
  'seccomp-runtime-default',
  'seccomp-not-unconfined',
  'set-selinux-options',
  'linux-hardening-present',
  'read-only-root-filesystem',
  'apparmor-not-unconfined',
];

test.each(LINUX_ONLY)('%s neither asks anything of Windows nor writes there', (id) => {
  const example: PodExample = { spec: { os: { name: 'windows' } } };
  expect(problemsOf(control(id), example)).toEqual([]);
  for (const repair of [false, true]) {
    expect(contexts(id, example, { repair, appArmor: true })).toEqual([undefined, undefined]);
  }
});

const JUDGING_CONTEXTS = [
  'run-as-non-root',
  'no-root-user-id',
  'run-as-high-uid',
  'run-as-high-gid',
  'no-root-group',
  'no-privilege-escalation',
  'no-privileged-containers',
  'drop-all-capabilities',
  'drop-net-raw',
  'no-added-capabilities',
  'no-dangerous-capabilities',
  'no-sys-admin-capability',
  'no-sys-module-capability',
  'seccomp-runtime-default',
  'seccomp-not-unconfined',
  'apparmor-not-unconfined',
  'selinux-restricted-options',
  'set-selinux-options',
  'linux-hardening-present',
  'default-proc-mount',
  'read-only-root-filesystem',
];

describe.each(JUDGING_CONTEXTS)('%s', (id) => {
  test.each(['initContainers', 'containers', 'ephemeralContainers'])(
    'calls an opaque context in %s unknown',
    (list) => {
      const containers = list === 'containers' ? {} : { containers: [] };
      const example = { spec: { ...containers, [list]: [{ name: 'x', securityContext: leaf }] } };
      const problems = problemsOf(control(id), example);
      expect(problems.map(({ found, container }) => [isOpaque(found), container])).toContainEqual([
        true,
        'x',
      ]);
    },
  );

  test('lets no context of a wrong type pass, whatever the kind', () => {
    for (const kind of ['Pod', 'Deployment', 'CronJob'] as const) {
      for (const wrong of [true, 23117, 'RuntimeDefault', ['ALL']]) {
        expect(problemsOf(control(id), { kind, container: { securityContext: wrong } })).not.toEqual([]);
      }
    }
  });
});

test.each<[string, PlainObject]>([
  ['no-root-user-id', { runAsUser: leaf }],
  ['no-root-group', { supplementalGroups: [leaf] }],
  ['no-root-group', { fsGroup: leaf }],
  ['set-fs-group', { fsGroup: leaf }],
  ['seccomp-not-unconfined', { seccompProfile: { type: leaf } }],
  ['apparmor-not-unconfined', { appArmorProfile: leaf }],
  ['selinux-restricted-options', { seLinuxOptions: { user: leaf } }],
  ['set-selinux-options', { seLinuxOptions: { type: leaf } }],
  ['linux-hardening-present', { seccompProfile: leaf }],
  ['safe-sysctls-only', { sysctls: leaf }],
  ['safe-sysctls-only', { sysctls: [{ name: leaf }] }],
])('%s calls %j at the pod unknown', (id, securityContext) => {
  expect(problemsOf(control(id), { spec: { securityContext } }).some(({ found }) => isOpaque(found))).toBe(
    true,
  );
});

test.each<[string, PlainObject, boolean]>([
  [ANNOTATION, { [ANNOTATION]: 'unconfined' }, true],
  [ANNOTATION, { [ANNOTATION]: 'localhost/web' }, false],
  [ANNOTATION, { [ANNOTATION]: null }, false],
])('AppArmor annotation %s in %j', (_key, annotations, bad) => {
  const example = { kind: 'CronJob', metadata: { annotations } } as const;
  const paths = problemsOf(control('apparmor-not-unconfined'), example).map(({ path }) => path);
  const path = `spec.jobTemplate.spec.template.metadata.annotations["${ANNOTATION}"]`;
  expect(paths).toEqual(bad ? [path] : []);
});

test('an AppArmor annotation is removed, and no field is written beside one that stays', () => {
  const annotations = { [ANNOTATION]: 'unconfined', other: 'kept' };
  const fixed = applied('apparmor-not-unconfined', { metadata: { annotations } }, REPAIR);
  expect(objectAt(fixed, 'metadata')?.annotations).toEqual({ other: 'kept' });
  const kept = { metadata: { annotations: { [ANNOTATION]: 'localhost/web' } } };
  expect(contexts('apparmor-not-unconfined', kept, { repair: true, appArmor: true })[0]).toBeUndefined();
});

test('sysctls are those of the version of the cluster', () => {
  const sysctls = [{ name: 'net.ipv4.tcp_notsent_lowat' }, { name: 'net.ipv4.tcp_rmem' }];
  const manifest = podExampleObject({ spec: { securityContext: { sysctls } } });
  const at = (kubernetes: '1.36' | '1.37'): unknown[] =>
    problemsIn(control('safe-sysctls-only'), [manifest], clusters.kind({ kubernetes })).map(
      ({ problem }) => problem.finding,
    );
  expect(at('1.36')).toEqual(['net.ipv4.tcp_notsent_lowat']);
  expect(at('1.37')).toEqual([]);
});

test('an SELinux type is asked for only where the cluster has one that Pod Security allows', () => {
  const active = (seLinuxType: string | undefined): boolean | undefined =>
    control('set-selinux-options').active?.({ params: undefined, cluster: clusters.kind({ seLinuxType }) });
  expect([active('container_t'), active('spc_t'), active(undefined)]).toEqual([true, false, false]);
});

test('a value of the pod that several containers inherit is reported once, there', () => {
  const spec = { securityContext: { runAsUser: 5 }, containers: [{ name: 'a' }, { name: 'b' }] };
  const problems = problemsOf(control('run-as-high-uid'), { spec });
  expect(problems.map(({ path, container }) => [path, container])).toEqual([
    ['spec.securityContext.runAsUser', undefined],
  ]);
});
