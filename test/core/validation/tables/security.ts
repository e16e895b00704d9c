import type { PlainObject } from '../../../../lib/core/manifest/plain';
import { pod, type Row, type Table, template } from '../rows';

const S = 'spec.securityContext';
const C = 'spec.containers[0].securityContext';
const IDS: Omit<Row, 'path'> = { bad: [-1, 2147483648], good: [0, 2147483647] };
const profile = (path: string): Row => ({
  path,
  bad: [{}, { type: 'x' }, { type: 'Localhost' }, { type: 'RuntimeDefault', localhostProfile: 'a' }],
  good: [{ type: 'RuntimeDefault' }, { type: 'Unconfined' }, { type: 'Localhost', localhostProfile: 'a' }],
});
const windows = (path: string): Row => ({
  path,
  bad: [
    { gmsaCredentialSpecName: 'A' },
    { gmsaCredentialSpec: '' },
    { gmsaCredentialSpec: 'a'.repeat(65537) },
    { runAsUserName: '' },
    { runAsUserName: 'a\\b\\c' },
    { runAsUserName: '...' },
    { runAsUserName: 'a|b' },
    { runAsUserName: 'a\u0001' },
    { runAsUserName: 'a\\' },
    { runAsUserName: '.a\\b' },
    { runAsUserName: 'a'.repeat(105) },
    { runAsUserName: `${'a'.repeat(256)}\\b` },
  ],
  good: [
    { runAsUserName: 'NT AUTHORITY\\SYSTEM' },
    { runAsUserName: 'a b' },
    { gmsaCredentialSpec: 'a', gmsaCredentialSpecName: 'a.b' },
  ],
});

const contexts: Row[] = [
  ...['runAsUser', 'runAsGroup', 'fsGroup'].map((name) => ({ path: `${S}.${name}`, ...IDS })),
  ...['runAsUser', 'runAsGroup'].map((name) => ({ path: `${C}.${name}`, ...IDS })),
  { path: `${S}.supplementalGroups`, bad: [[1, -1]], good: [[], [0, 1]] },
  { path: `${S}.fsGroupChangePolicy`, bad: ['', 'x'], good: ['Always', 'OnRootMismatch', undefined] },
  { path: `${S}.supplementalGroupsPolicy`, bad: ['x'], good: ['Merge', 'Strict'] },
  { path: `${S}.seLinuxChangePolicy`, bad: ['x', 'MountOption'], good: ['Recursive'] },
  { path: `${S}.seLinuxChangePolicy`, minor: 37, bad: ['x'], good: ['Recursive', 'MountOption'] },
  profile(`${S}.seccompProfile`),
  profile(`${C}.seccompProfile`),
  profile(`${S}.appArmorProfile`),
  profile(`${C}.appArmorProfile`),
  {
    path: `${C}.seccompProfile`,
    bad: [
      { type: 'Localhost', localhostProfile: '/a' },
      { type: 'Localhost', localhostProfile: '../a' },
    ],
    good: [{ type: 'Localhost', localhostProfile: '' }],
  },
  {
    path: `${C}.appArmorProfile`,
    bad: [
      { type: 'Localhost', localhostProfile: ' a' },
      { type: 'Localhost', localhostProfile: '' },
      { type: 'Localhost', localhostProfile: 'a'.repeat(4096) },
    ],
    good: [{ type: 'Localhost', localhostProfile: '/a' }],
  },
  windows(`${S}.windowsOptions`),
  windows(`${C}.windowsOptions`),
  { path: `${C}.procMount`, bad: ['', 'x', 'Unmasked'], good: ['Default', undefined] },
  { path: `${C}.procMount`, with: { 'spec.hostUsers': false }, bad: ['x'], good: ['Unmasked'] },
  {
    path: `${C}.allowPrivilegeEscalation`,
    with: { [`${C}.privileged`]: true },
    bad: [false],
    good: [true, undefined],
  },
  {
    path: `${C}.allowPrivilegeEscalation`,
    with: { [`${C}.capabilities.add`]: ['CAP_SYS_ADMIN'] },
    bad: [false],
    good: [true],
  },
  {
    path: `${C}.allowPrivilegeEscalation`,
    with: { [`${C}.capabilities.add`]: ['SYS_ADMIN'] },
    bad: [],
    good: [false],
  },
  {
    path: `${S}.sysctls`,
    bad: [
      [{ name: '', value: '' }],
      [{ name: 'A', value: '' }],
      [{ name: 'a..b', value: '' }],
      [
        { name: 'a', value: '' },
        { name: 'a', value: '' },
      ],
    ],
    good: [[{ name: 'net.core.somaxconn', value: '1' }], [{ name: 'net/ipv4/conf/eth0.1/x', value: '1' }]],
  },
  {
    path: `${S}.sysctls`,
    with: { 'spec.hostNetwork': true },
    bad: [[{ name: 'net.core.somaxconn', value: '1' }], [{ name: 'net/core/somaxconn', value: '1' }]],
    good: [[{ name: 'kernel.sem', value: '1' }]],
  },
  {
    path: `${S}.sysctls`,
    with: { 'spec.hostIPC': true },
    bad: [[{ name: 'kernel.shmmax', value: '1' }], [{ name: 'fs.mqueue.x', value: '1' }]],
    good: [[{ name: 'kernel.shmx', value: '1' }], [{ name: 'net.a', value: '1' }]],
  },
];

const host: Row[] = [
  ...['hostNetwork', 'hostPID', 'hostIPC'].map((name) => ({
    path: `spec.${name}`,
    with: { 'spec.hostUsers': false },
    bad: [true],
    good: [false, undefined],
  })),
  { path: 'spec.shareProcessNamespace', with: { 'spec.hostPID': true }, bad: [true], good: [false] },
  {
    path: 'spec.os',
    bad: [{}, { name: '' }, { name: 'Linux' }],
    good: [{ name: 'linux' }, { name: 'windows' }, undefined],
  },
  { path: `${S}.windowsOptions`, with: { 'spec.os.name': 'linux' }, bad: [{}], good: [undefined] },
  { path: `${C}.windowsOptions`, with: { 'spec.os.name': 'linux' }, bad: [{}], good: [undefined] },
  ...['fsGroup', 'runAsUser'].map((name) => ({
    path: `${S}.${name}`,
    with: { 'spec.os.name': 'windows' },
    bad: [1],
    good: [undefined],
  })),
  ...['hostPID', 'hostIPC'].map((name) => ({
    path: `spec.${name}`,
    with: { 'spec.os.name': 'windows' },
    bad: [true],
    good: [false],
  })),
  ...['hostUsers', 'shareProcessNamespace'].map((name) => ({
    path: `spec.${name}`,
    with: { 'spec.os.name': 'windows' },
    bad: [true],
    good: [undefined],
  })),
  {
    path: `${S}.sysctls`,
    with: { 'spec.os.name': 'windows' },
    bad: [[{ name: 'a', value: '' }]],
    good: [[]],
  },
  ...['capabilities', 'seLinuxOptions'].map((name) => ({
    path: `${C}.${name}`,
    with: { 'spec.os.name': 'windows' },
    bad: [{}],
    good: [undefined],
  })),
  ...['readOnlyRootFilesystem', 'privileged', 'allowPrivilegeEscalation'].map((name) => ({
    path: `${C}.${name}`,
    with: { 'spec.os.name': 'windows' },
    bad: [false],
    good: [undefined],
  })),
  { path: `${C}.windowsOptions.hostProcess`, at: 'spec.hostNetwork', bad: [true], good: [false] },
  { path: `${C}.windowsOptions.hostProcess`, with: { 'spec.hostNetwork': true }, bad: [], good: [true] },
  {
    path: `${C}.windowsOptions.hostProcess`,
    with: { 'spec.hostNetwork': true, [`${S}.windowsOptions.hostProcess`]: true },
    at: 'spec',
    bad: [false],
    good: [true, undefined],
  },
  {
    path: 'spec.containers[1]',
    with: { 'spec.hostNetwork': true, [`${C}.windowsOptions.hostProcess`]: true },
    at: 'spec',
    bad: [{ name: 'b', image: 'b' }],
    good: [{ name: 'b', image: 'b', securityContext: { windowsOptions: { hostProcess: true } } }],
  },
];

const A = 'metadata.annotations';
const annotations: Row[] = [
  {
    path: `${A}["controller.kubernetes.io/pod-deletion-cost"]`,
    bad: ['', '+1', '01', 'a', '2147483648', '-'],
    good: ['0', '-5', '2147483647', '-007'],
  },
  { path: `${A}["kubernetes.io/config.mirror"]`, bad: ['a'], good: [undefined] },
  {
    path: `${A}["scheduler.alpha.kubernetes.io/tolerations"]`,
    bad: ['{', '{}', '[{"effect":"x","operator":"Exists"}]'],
    good: ['', '[]', 'null', '[{"operator":"Exists"}]'],
  },
  {
    path: `${A}["seccomp.security.alpha.kubernetes.io/pod"]`,
    bad: ['x', 'localhost//a', 'localhost/../a'],
    good: ['runtime/default', 'docker/default', 'unconfined', 'localhost/a'],
  },
  {
    path: `${A}["seccomp.security.alpha.kubernetes.io/pod"]`,
    with: { [`${S}.seccompProfile.type`]: 'RuntimeDefault' },
    at: `${S}.seccompProfile`,
    bad: ['unconfined', 'localhost/a'],
    good: ['runtime/default', 'docker/default'],
  },
  {
    path: `${A}["container.seccomp.security.alpha.kubernetes.io/app"]`,
    with: { [`${C}.seccompProfile`]: { type: 'Localhost', localhostProfile: 'a' } },
    at: `${C}.seccompProfile`,
    bad: ['localhost/b', 'unconfined'],
    good: ['localhost/a'],
  },
  {
    path: `${A}["container.apparmor.security.beta.kubernetes.io/app"]`,
    bad: ['x'],
    good: ['', 'runtime/default', 'unconfined', 'localhost/a'],
  },
  {
    path: `${A}["container.apparmor.security.beta.kubernetes.io/none"]`,
    bad: ['runtime/default'],
    good: [undefined],
  },
  {
    path: `${A}["container.apparmor.security.beta.kubernetes.io/app"]`,
    with: { [`${C}.appArmorProfile.type`]: 'RuntimeDefault' },
    at: `${C}.appArmorProfile`,
    bad: ['unconfined'],
    good: ['runtime/default'],
  },
  {
    path: `${A}["container.apparmor.security.beta.kubernetes.io/app"]`,
    with: { [`${S}.appArmorProfile.type`]: 'RuntimeDefault' },
    bad: [],
    good: ['unconfined'],
  },
];

const object = (): PlainObject => ({
  apiVersion: 'v1',
  kind: 'PodTemplate',
  metadata: { name: 'web', namespace: 'shop' },
  template: template(),
});

// The annotation of a Pod fills the field of its containers, that of a template does not.

/** What is refused and taken, by the rows of each table. */
export const security: readonly Table[] = [
  { name: 'security contexts', base: pod, rows: contexts },
  { name: 'the host and the OS', base: pod, rows: host },
  { name: 'annotations of pods', base: pod, rows: annotations },
  {
    name: 'annotations of a template',
    base: object,
    rows: [
      {
        path: 'template.metadata.annotations["container.apparmor.security.beta.kubernetes.io/app"]',
        with: { 'template.spec.securityContext.appArmorProfile.type': 'RuntimeDefault' },
        at: 'template.spec.containers[0].securityContext.appArmorProfile',
        bad: ['unconfined'],
        good: ['runtime/default'],
      },
    ],
  },
];
