import { evaluatePod, type Level } from '../../../lib/core/pod-security';
import { compareBytes, goQuote } from '../../../lib/core/pod-security/text';
import { podWith } from './good-pod';

type Change = Parameters<typeof podWith>[0];

const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';
const two = (fields: { [key: string]: number | boolean | string }): Change => ({
  spec: {
    initContainers: [
      {
        name: 'i',
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, ...fields },
      },
    ],
    ephemeralContainers: [
      {
        name: 'e',
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, ...fields },
      },
    ],
  },
});

const TEXTS: readonly (readonly [Level, Change, string])[] = [
  [
    'baseline',
    two({ privileged: true }),
    'privileged (containers "i", "e" must not set securityContext.privileged=true)',
  ],
  [
    'baseline',
    { spec: { hostIPC: true, hostNetwork: true } },
    'host namespaces (hostNetwork=true, hostIPC=true)',
  ],
  [
    'baseline',
    { spec: { volumes: [{ name: 'x', hostPath: {} }, { hostPath: {} }] } },
    'hostPath volumes (volumes "x", "")',
  ],
  [
    'restricted',
    { spec: { volumes: [{ name: 'x', hostPath: {}, nfs: {} }] } },
    'restricted volume types (volume "x" uses restricted volume type "hostPath")',
  ],
  [
    'restricted',
    {
      spec: {
        volumes: [
          { name: 'x', rbd: {} },
          { name: 'y', nfs: {} },
          { name: 'z', nfs: {}, emptyDir: {} },
          null,
          { name: 's' },
        ],
      },
    },
    'restricted volume types (volumes "x", "y" use restricted volume types "nfs", "rbd")',
  ],
  [
    'baseline',
    {
      container: {
        ports: [
          { hostPort: 9, containerPort: 9 },
          null,
          { hostPort: 80, containerPort: 1 },
          { hostPort: 443, containerPort: 1 },
        ],
      },
    },
    'hostPort (container "a" uses hostPorts 443, 80, 9)',
  ],
  [
    'baseline',
    { container: { startupProbe: { httpGet: { host: 'b', port: 1 }, tcpSocket: { host: 'a', port: 1 } } } },
    'probe or lifecycle host (container "a" uses probe or lifecycle hosts "a", "b")',
  ],
  [
    'baseline',
    { security: { procMount: 'default' } },
    'procMount (container "a" must not set securityContext.procMount to "default")',
  ],
  [
    'baseline',
    {
      pod: { seLinuxOptions: { type: 'spc_t', user: 'u', role: 'r' } },
      security: { seLinuxOptions: { type: 'b_t' } },
    },
    'seLinuxOptions (pod and container "a" set forbidden securityContext.seLinuxOptions: types "b_t", "spc_t"; user may not be set; role may not be set)',
  ],
  [
    'baseline',
    {
      pod: {
        sysctls: [
          { name: 'b', value: '' },
          { name: 'a', value: '' },
          { name: 'b', value: '' },
        ],
      },
    },
    'forbidden sysctls (b, a, b)',
  ],
  ['baseline', { pod: { sysctls: [null] } }, 'forbidden sysctls'],
  [
    'baseline',
    { pod: { windowsOptions: { hostProcess: true } }, security: { windowsOptions: { hostProcess: true } } },
    'hostProcess (pod and container "a" must not set securityContext.windowsOptions.hostProcess=true)',
  ],
  [
    'baseline',
    { security: { capabilities: { add: ['b', 'a', 'KILL'] } } },
    'non-default capabilities (container "a" must not include "a", "b" in securityContext.capabilities.add)',
  ],
  [
    'restricted',
    { security: { capabilities: { add: ['KILL', 'NET_BIND_SERVICE'] } } },
    'unrestricted capabilities (container "a" must set securityContext.capabilities.drop=["ALL"]; container "a" must not include "KILL" in securityContext.capabilities.add)',
  ],
  [
    'baseline',
    { pod: { appArmorProfile: {} }, annotations: { [`${APP_ARMOR}z`]: 'b"d' } },
    `forbidden AppArmor profiles (pod and annotation must not set AppArmor profile type to "", "${APP_ARMOR}z="b\\"d"")`,
  ],
  [
    'baseline',
    { annotations: { [`${APP_ARMOR}z`]: 'x', [`${APP_ARMOR}a`]: null, [`${APP_ARMOR}b`]: '' } },
    `forbidden AppArmor profile (annotation must not set AppArmor profile type to "${APP_ARMOR}z="x"")`,
  ],
  [
    'restricted',
    { security: { allowPrivilegeEscalation: true } },
    'allowPrivilegeEscalation != false (container "a" must set securityContext.allowPrivilegeEscalation=false)',
  ],
  [
    'restricted',
    { pod: { runAsNonRoot: false }, security: { runAsNonRoot: false } },
    'runAsNonRoot != true (pod and container "a" must not set securityContext.runAsNonRoot=false)',
  ],
  [
    'restricted',
    { pod: { runAsNonRoot: false }, security: { runAsNonRoot: true } },
    'runAsNonRoot != true (pod must not set securityContext.runAsNonRoot=false)',
  ],
  [
    'restricted',
    { pod: { runAsNonRoot: null } },
    'runAsNonRoot != true (pod or container "a" must set securityContext.runAsNonRoot=true)',
  ],
  [
    'restricted',
    { pod: { runAsUser: 0 }, security: { runAsUser: 0 } },
    'runAsUser=0 (pod and container "a" must not set runAsUser=0)',
  ],
  [
    'restricted',
    { pod: { seccompProfile: null } },
    'seccompProfile (pod or container "a" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")',
  ],
  [
    'restricted',
    { pod: { seccompProfile: { type: 'b' } }, security: { seccompProfile: {} } },
    'seccompProfile (pod and container "a" must not set securityContext.seccompProfile.type to "", "b")',
  ],
  [
    'baseline',
    { spec: { hostPID: true }, security: { privileged: true } },
    'host namespaces (hostPID=true), privileged (container "a" must not set securityContext.privileged=true)',
  ],
];

describe('strings', () => {
  it.each(TEXTS)('%s %j', (level, change, text) => {
    const verdict = evaluatePod(podWith(change), { level, version: 'latest' });
    expect(verdict.allowed).toBe(false);
    expect(verdict.reason).toBe(text);
  });

  it('lists values of several containers once and in byte order', () => {
    const probe = (host: string) => ({ livenessProbe: { tcpSocket: { port: 1, host } } });
    const bad = (name: string, value: string) => ({
      name,
      securityContext: {
        procMount: value,
        appArmorProfile: { type: value },
        capabilities: { drop: ['ALL'], add: [value, 'x'] },
      },
      ...probe(value),
    });
    const spec = {
      initContainers: [bad('z', 'Z'), bad('y', 'B')],
      containers: [bad('y', 'a'), bad('z', 'B')],
    };
    const { results } = evaluatePod({ spec }, { level: 'restricted', version: 'latest' });
    const details = new Map(results.map(({ check, detail }) => [check, detail]));
    expect(details.get('procMount_restricted')).toBe(
      'containers "z", "y", "y", "z" must not set securityContext.procMount to "B", "Z", "a"',
    );
    expect(details.get('appArmorProfile')).toBe(
      'containers "z", "y", "y", "z" must not set AppArmor profile type to "B", "Z", "a"',
    );
    expect(details.get('capabilities_restricted')).toBe(
      'containers "z", "y", "y", "z" must not include "B", "Z", "a", "x" in securityContext.capabilities.add',
    );
    expect(details.get('hostProbesAndHostLifecycle')).toBe(
      'containers "y", "z" use probe or lifecycle hosts "B", "Z", "a"',
    );
  });

  it('names seccomp annotations once and in byte order', () => {
    const prefix = 'container.seccomp.security.alpha.kubernetes.io/';
    const annotations = {
      'seccomp.security.alpha.kubernetes.io/pod': 'x',
      [`${prefix}a`]: '',
      [`${prefix}nobody`]: 'x',
    };
    const pod = podWith({ annotations, spec: { initContainers: [{ name: 'a' }] } });
    const verdict = evaluatePod(pod, { level: 'baseline', version: 'v1.18' });
    expect(verdict.reason).toBe(
      `seccompProfile (forbidden annotations ${prefix}a="", seccomp.security.alpha.kubernetes.io/pod="x")`,
    );
  });

  it('orders results as upstream does and rejectedBy by bytes', () => {
    const pod = podWith({
      pod: { runAsUser: 0, runAsNonRoot: null, seLinuxOptions: { user: 'u' } },
      security: { privileged: true, allowPrivilegeEscalation: null },
    });
    const verdict = evaluatePod(pod, { level: 'restricted', version: 'latest' });
    expect(verdict.results.map(({ check }) => check)).toEqual([
      'privileged',
      'seLinuxOptions',
      'allowPrivilegeEscalation',
      'runAsNonRoot',
      'runAsUser',
    ]);
    expect(verdict.rejectedBy).toEqual([
      'allowPrivilegeEscalation',
      'privileged',
      'runAsNonRoot',
      'runAsUser',
      'seLinuxOptions',
    ]);
  });

  it.each([
    ['a"\\', '"a\\"\\\\"'],
    ['\u0007\b\f\n\r\t\v\u0001\u007f', '"\\a\\b\\f\\n\\r\\t\\v\\x01\\x7f"'],
    ['\u00a0\u00ad\u{e0001}', '"\\u00a0\\u00ad\\U000e0001"'],
    ['ü日\u{1f600}', '"ü日\u{1f600}"'],
    ['\ud800', '"\ufffd"'],
  ])('quotes %j', (text, quoted) => {
    expect(goQuote(text)).toBe(quoted);
  });

  it.each([
    ['a', 'b'],
    ['', 'a'],
    ['B', 'a'],
    ['\uffee', '\u{1f600}'],
    ['a\ue000', 'a\u{1f600}'],
  ])('%j before %j', (less, more) => {
    expect(compareBytes(less, more)).toBeLessThan(0);
    expect(compareBytes(more, less)).toBeGreaterThan(0);
  });
});
