import { controlOf } from '../../../../lib/core/controls';
import type { Control, PodExample } from '../../../../lib/core/controls/control';
import { isOpaque, type PlainObject } from '../../../../lib/core/manifest/plain';
import { problemsOf } from '../harness';

const leaf = new (class Leaf {})();

function control(id: string): Control {
  const found = controlOf(id);
  if (found === undefined) throw new Error(`no control ${id}`);
  return found;
}

/** Paths below the pod spec, with the finding where there is one. */
function found(id: string, example: PodExample): string[] {
  return problemsOf(control(id), example).map(({ path, finding }) =>
    [path.replace(/^.*?spec\.(?:jobTemplate\.spec\.)?(?:template\.spec\.)?/, ''), finding]
      .filter(Boolean)
      .join(' '),
  );
}

const host = (path: unknown): PlainObject => ({ name: 'h', hostPath: { path } });
const init = (container: PlainObject): PlainObject => ({ initContainers: [{ name: 'i', ...container }] });
const debug = (container: PlainObject): PlainObject => ({
  ephemeralContainers: [{ name: 'd', ...container }],
});
const windows = (spec: PlainObject): PlainObject => ({ os: { name: 'windows' }, ...spec });

describe('what is found, and where', () => {
  test.each<[string, PlainObject, string[]]>([
    ['no-host-pid', { hostPID: null }, []],
    ['no-host-ports', init({ ports: [{ hostPort: 9 }] }), ['initContainers[0].ports[0].hostPort 9']],
    ['no-host-ports', { initContainers: [null] }, []],
    ['no-host-path-volumes', { volumes: [null, host('/srv')] }, ['volumes[1].hostPath h']],
    [
      'no-writable-host-path',
      {
        volumes: [host('/srv')],
        ...init({
          volumeMounts: [
            { name: 'h', mountPath: '/a', readOnly: true },
            { name: 'h', mountPath: '/b' },
          ],
        }),
      },
      ['initContainers[0].volumeMounts[1].readOnly /b'],
    ],
    [
      'no-writable-host-path',
      { volumes: [{ name: 'h', hostPath: null }], ...init({ volumeMounts: [{ name: 'h' }] }) },
      [],
    ],
    [
      'no-subpath-on-host-path',
      { volumes: [host('/srv')], ...debug({ volumeMounts: [{ name: 'h', mountPath: '/a', subPath: 'x' }] }) },
      ['ephemeralContainers[0].volumeMounts[0].subPath /a'],
    ],
    [
      'no-subpath-on-host-path',
      { volumes: [host('/srv')], ...init({ volumeMounts: [{ name: 'h', subPath: '' }] }) },
      [],
    ],
    [
      'restricted-volume-types',
      { volumes: [{ name: 'x', emptyDir: {}, nfs: {}, rbd: {} }] },
      ['volumes[0].nfs x', 'volumes[0].rbd x'],
    ],
    [
      'no-windows-host-process',
      debug({ securityContext: { windowsOptions: { hostProcess: true } } }),
      ['ephemeralContainers[0].securityContext.windowsOptions.hostProcess'],
    ],
    ['windows-run-as-container-user', { os: { name: 'Windows' } }, []],
    [
      'windows-run-as-container-user',
      windows({ securityContext: { windowsOptions: { runAsUserName: null } } }),
      ['containers[0].securityContext.windowsOptions.runAsUserName'],
    ],
    ['user-namespaces', { hostUsers: null }, ['hostUsers']],
    [
      'no-host-field-in-probes',
      init({ restartPolicy: 'Always', livenessProbe: { tcpSocket: { host: 'x' } } }),
      ['initContainers[0].livenessProbe.tcpSocket.host livenessProbe'],
    ],
    ['no-host-field-in-probes', init({ lifecycle: { postStart: null, preStop: { exec: {} } } }), []],
    [
      'no-privileged-container-ports',
      init({ ports: [{ containerPort: 53, protocol: 'UDP' }] }),
      ['initContainers[0].ports[0].containerPort 53/UDP'],
    ],
    ['no-privileged-container-ports', init({ ports: [{}] }), ['initContainers[0].ports[0].containerPort']],
    [
      'no-ssh-server',
      init({ ports: [{ containerPort: 22 }] }),
      ['initContainers[0].ports[0].containerPort 22'],
    ],
    [
      'no-sudo-in-command',
      init({ command: null, args: ['a', 'x|sudo -n id'] }),
      ['initContainers[0].args[1] args'],
    ],
    ['no-sudo-in-command', init({ command: ['visudo', 'sudoedit', './no.sudo', 'pseudo', 'sudo-rs'] }), []],
    ['set-pod-security-context', { securityContext: { supplementalGroups: [1] } }, []],
    [
      'set-container-security-context',
      init({ securityContext: null }),
      ['initContainers[0].securityContext', 'containers[0].securityContext'],
    ],
    [
      'no-interactive-tty',
      debug({ stdin: true, tty: true }),
      ['ephemeralContainers[0].stdin stdin', 'ephemeralContainers[0].tty tty'],
    ],
    ['no-ephemeral-containers', debug({}), ['ephemeralContainers[0]']],
    [
      'dns-config-ndots',
      { dnsConfig: { options: [{ name: 'ndots', value: 2 }] } },
      ['dnsConfig.options[0].value'],
    ],
    [
      'dns-config-ndots',
      { dnsConfig: { options: [{ name: 'ndots', value: '0' }] } },
      ['dnsConfig.options[0].value'],
    ],
    [
      'dns-config-ndots',
      {
        dnsConfig: {
          options: [
            { name: 'ndots', value: '2' },
            { name: 'ndots', value: '5' },
          ],
        },
      },
      ['dnsConfig.options[1].value'],
    ],
    [
      'limit-containers-per-pod',
      { initContainers: [1, 2, 3, 4].map((n) => ({ name: `i${n}`, restartPolicy: 'Always' })) },
      ['containers'],
    ],
    ['no-pinned-node-placement', { nodeName: '' }, []],
    [
      'no-pinned-node-placement',
      { nodeSelector: { pool: 'a', 'topology.kubernetes.io/zone': 'b' } },
      ["nodeSelector['pool'] pool"],
    ],
    [
      'no-pinned-node-placement',
      { tolerations: [{ key: '', operator: 'Exists' }] },
      ['tolerations[0] every taint'],
    ],
    [
      'no-pinned-node-placement',
      { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: {} } } },
      [],
    ],
  ])('%s: %j', (id, spec, expected) => {
    for (const kind of ['Pod', 'CronJob'] as const) expect(found(id, { kind, spec })).toEqual(expected);
  });
});

describe('what cannot be seen is unknown, never a pass', () => {
  test.each<[string, PlainObject]>([
    ['no-host-pid', { hostPID: leaf }],
    ['no-host-ipc', { hostIPC: leaf }],
    ['no-host-network', { hostNetwork: leaf }],
    ['no-host-ports', init({ ports: leaf })],
    ['no-host-ports', init({ ports: [leaf] })],
    ['no-host-ports', init({ ports: [{ hostPort: leaf }] })],
    ['no-host-path-volumes', { volumes: leaf }],
    ['no-host-path-volumes', { volumes: [{ name: 'x', hostPath: leaf }] }],
    [
      'no-writable-host-path',
      { volumes: [host('/srv')], ...init({ volumeMounts: [{ name: 'h', readOnly: leaf }] }) },
    ],
    ['no-writable-host-path', { volumes: [host('/srv')], ...init({ volumeMounts: [{ name: leaf }] }) }],
    ['no-writable-host-path', { volumes: [{ name: leaf, hostPath: {} }] }],
    [
      'no-writable-host-path',
      { volumes: [{ name: 'h', hostPath: leaf }], ...init({ volumeMounts: [{ name: 'h' }] }) },
    ],
    ['no-sensitive-host-path', { volumes: [host(leaf)] }],
    ['no-cloud-credential-host-path', { volumes: [{ name: 'h', hostPath: leaf }] }],
    ['no-container-runtime-socket', { volumes: [leaf] }],
    [
      'no-subpath-on-host-path',
      { volumes: [host('/srv')], ...init({ volumeMounts: [{ name: 'h', subPath: leaf }] }) },
    ],
    ['restricted-volume-types', { volumes: [{ name: 'x', nfs: leaf }] }],
    ['no-windows-host-process', { securityContext: leaf }],
    ['no-windows-host-process', init({ securityContext: { windowsOptions: leaf } })],
    [
      'windows-run-as-container-user',
      windows({ securityContext: { windowsOptions: { runAsUserName: leaf } } }),
    ],
    ['user-namespaces', { hostUsers: leaf }],
    ['no-host-field-in-probes', init({ lifecycle: leaf })],
    ['no-host-field-in-probes', init({ livenessProbe: { httpGet: { host: leaf } } })],
    ['no-host-aliases', { hostAliases: leaf }],
    ['no-privileged-container-ports', init({ ports: [{ containerPort: leaf }] })],
    ['no-ssh-server', init({ ports: [{ containerPort: leaf }] })],
    ['no-sudo-in-command', init({ args: leaf })],
    ['no-sudo-in-command', init({ args: [leaf] })],
    ['set-pod-security-context', { securityContext: leaf }],
    ['set-container-security-context', init({ securityContext: leaf })],
    ['no-shared-process-namespace', { shareProcessNamespace: leaf }],
    ['no-service-account-token-automount', { automountServiceAccountToken: leaf }],
    ['no-interactive-tty', init({ tty: leaf })],
    ['no-ephemeral-containers', { ephemeralContainers: leaf }],
    ['no-service-links', { enableServiceLinks: leaf }],
    ['dns-config-ndots', { dnsConfig: leaf }],
    ['dns-config-ndots', { dnsConfig: { options: [{ name: leaf, value: '2' }] } }],
    ['dns-config-ndots', { dnsConfig: { options: [{ name: 'ndots', value: leaf }] } }],
    ['hardened-runtime-class', { runtimeClassName: leaf }],
    ['limit-containers-per-pod', { initContainers: leaf }],
    ['no-pinned-node-placement', { nodeName: leaf }],
    ['no-pinned-node-placement', { nodeSelector: leaf }],
    ['no-pinned-node-placement', { tolerations: [{ key: leaf, operator: 'Exists' }] }],
  ])('%s: %j', (id, spec) => {
    const problems = problemsOf(control(id), { spec });
    expect(problems.some((problem) => problem.unknown === true || isOpaque(problem.found))).toBe(true);
  });
});
