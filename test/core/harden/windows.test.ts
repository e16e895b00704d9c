import { controlOf } from '../../../lib/core/controls';
import type { PlainObject } from '../../../lib/core/manifest/plain';
import { podOf } from '../../../lib/core/manifest/pod';
import { evaluatePod, findPods } from '../../../lib/core/pod-security';
import { problemsIn } from '../controls/cases';
import { contextOf, deployment, hardenFirst, podSpecOf, said } from './support';

const selector = { nodeSelector: { 'kubernetes.io/os': 'windows' } };
const required = (...terms: unknown[]): PlainObject => ({
  affinity: {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms } },
  },
});
const term = (...values: string[]): PlainObject => ({
  matchExpressions: [{ key: 'kubernetes.io/os', operator: 'In', values }],
});
const runtimeClass = {
  apiVersion: 'node.k8s.io/v1',
  kind: 'RuntimeClass',
  metadata: { name: 'windows-2022' },
  handler: 'runhcs',
  scheduling: { nodeSelector: { 'kubernetes.io/os': 'windows' } },
};
const LINUX = [
  'capabilities',
  'privileged',
  'readOnlyRootFilesystem',
  'allowPrivilegeEscalation',
  'runAsUser',
  'seccompProfile',
];

describe('a pod that can only run on Windows says so, and gets no field of Linux', () => {
  test.each<[string, PlainObject, PlainObject[]]>([
    ['by os.name', { os: { name: 'windows' } }, []],
    ['by node selector', selector, []],
    ['by the older label', { nodeSelector: { 'beta.kubernetes.io/os': 'windows' } }, []],
    ['by required node affinity', required(term('windows')), []],
    ['by its RuntimeClass', { runtimeClassName: 'windows-2022' }, [runtimeClass]],
  ])('%s', (_name, spec, beside) => {
    const hardened = hardenFirst([deployment(spec), ...beside]);
    const pod = podSpecOf(hardened);
    expect(pod.os).toEqual({ name: 'windows' });
    for (const field of LINUX) expect(contextOf(hardened)).not.toHaveProperty(field);
    expect(pod.securityContext).toEqual({
      runAsNonRoot: true,
      windowsOptions: { runAsUserName: 'ContainerUser' },
    });
    const [found] = findPods(hardened.manifest);
    expect(
      found?.pod && evaluatePod(found.pod, { level: 'restricted', version: 'v1.36' }).rejectedBy,
    ).toEqual([]);
  });

  test.each<[string, PlainObject]>([
    ['whose affinity takes both', required(term('windows', 'linux'))],
    ['one of whose terms leaves Linux', required(term('windows'), { matchExpressions: [] })],
    ['that only prefers Windows', { tolerations: [{ key: 'os', value: 'windows' }] }],
    ['that has Windows options alone', { securityContext: { windowsOptions: { runAsUserName: 'u' } } }],
    ['that says linux', { ...selector, os: { name: 'linux' } }],
    ['whose RuntimeClass is not known', { runtimeClassName: 'windows-2022' }],
  ])('not one %s', (_name, spec) => {
    const manifest = deployment(spec);
    expect(podOf(manifest, ['spec', 'template', 'spec'])?.windows).toBe(false);
    expect(contextOf(hardenFirst([manifest]))).toHaveProperty('capabilities');
  });

  test('not beside a field that the API server would refuse then', () => {
    const hardened = hardenFirst([deployment({ ...selector, securityContext: { runAsUser: 1000 } })]);
    expect(podSpecOf(hardened).os).toBeUndefined();
    expect(said(hardened, 'os.name')).toEqual([expect.stringContaining('securityContext.runAsUser')]);
  });
});

describe('users of Windows', () => {
  const windows = (windowsOptions: PlainObject): PlainObject =>
    deployment({ os: { name: 'windows' }, securityContext: { windowsOptions } });
  const findings = (manifest: PlainObject): string[] => {
    const control = controlOf('windows-run-as-container-user');
    return control === undefined ? [] : problemsIn(control, [manifest]).map(({ problem }) => problem.needs);
  };

  test('a managed account gets no ContainerUser, and is not told that it is no administrator', () => {
    const workload = windows({ gmsaCredentialSpecName: 'web01' });
    const hardened = hardenFirst([workload]);
    expect(podSpecOf(hardened).securityContext).toEqual({
      windowsOptions: { gmsaCredentialSpecName: 'web01' },
    });
    expect(said(hardened, 'runAsUserName')).toEqual([expect.stringContaining('NETWORK SERVICE')]);
    expect(findings(workload)).toEqual(['NT AUTHORITY\\NETWORK SERVICE or NT AUTHORITY\\SYSTEM']);
    expect(
      findings(windows({ gmsaCredentialSpec: '{}', runAsUserName: 'nt authority\\network service' })),
    ).toEqual([]);
  });

  test('an administrator is not told to be none', () => {
    const hardened = hardenFirst([windows({ runAsUserName: 'ContainerAdministrator' })]);
    expect(contextOf(hardened)).not.toHaveProperty('runAsNonRoot');
    expect(said(hardened, 'runAsNonRoot')).toEqual([expect.stringContaining('ContainerAdministrator')]);
  });

  test('a HostProcess pod is asked for a user of its node', () => {
    expect(findings(windows({ hostProcess: true, runAsUserName: 'NT AUTHORITY\\LOCAL SERVICE' }))).toEqual(
      [],
    );
    expect(findings(windows({ hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM' }))).toHaveLength(1);
  });
});
