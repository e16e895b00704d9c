import { isAbsent, type PlainObject } from '../../manifest/plain';
import type { Container, Pod } from '../../manifest/pod';
import {
  type HardenContext,
  leaveContainer,
  leavePod,
  type Problem,
  podControl,
  reportContainer,
  reportPod,
} from '../control';
import { fill } from '../draft';
import { linuxField, managedAccount } from '../facts/windows';
import { fieldAt } from '../field';
import { objectIn } from '../workload/shared/draft';

/** Parameters of `windows-run-as-container-user`. */
export interface WindowsUserParams {
  /** Users that Windows containers may run as; case does not count. Domain accounts are written as `DOMAIN\user`. */
  readonly users: readonly string[];
}

const DEFAULTS: WindowsUserParams = { users: ['ContainerUser'] };

const NETWORK_SERVICE = String.raw`NT AUTHORITY\NETWORK SERVICE`;
const SYSTEM = String.raw`NT AUTHORITY\SYSTEM`;
const LOCAL_SERVICE = String.raw`NT AUTHORITY\LOCAL SERVICE`;

/** Users that can use the account of a credential spec. Source: Microsoft, manage service accounts of containers. */
const WITH_ACCOUNT = [NETWORK_SERVICE, SYSTEM];

/** Users of the node, but for the one that may do everything there. Source: Kubernetes documentation, HostProcess pods. */
const OF_HOST = [NETWORK_SERVICE, LOCAL_SERVICE];

const FIELD = 'securityContext.windowsOptions.runAsUserName';

function userOf(owner: PlainObject): unknown {
  return fieldAt(owner, 'securityContext', 'windowsOptions', 'runAsUserName');
}

function hostProcessOf(owner: PlainObject): unknown {
  return fieldAt(owner, 'securityContext', 'windowsOptions', 'hostProcess');
}

/** HostProcess containers run as an account of the node; any other name keeps them from starting. */
function mayRunOnHost(pod: Pod): boolean {
  const on = (found: unknown): boolean => !isAbsent(found) && found !== false;
  return on(hostProcessOf(pod.spec)) || pod.containers.some((container) => on(hostProcessOf(container.spec)));
}

/** The users that a container may run as: a HostProcess container and one with a managed account need one of their own. */
function usersFor(container: Container, params: WindowsUserParams): readonly string[] {
  const { spec, pod } = container;
  if ((hostProcessOf(spec) ?? hostProcessOf(pod.spec)) === true) return OF_HOST;
  return managedAccount(container) === undefined ? params.users : WITH_ACCOUNT;
}

function isOneOf(users: readonly string[], user: unknown): boolean {
  return typeof user === 'string' && users.some((name) => name.toLowerCase() === user.toLowerCase());
}

/** What a finding asks for, and how to fix it. */
function needsOneOf(users: readonly string[]): [string, Pick<Problem, 'fix'>] {
  return [
    users.join(' or '),
    { fix: `securityContext: { windowsOptions: { runAsUserName: ${users[0] ?? ''} } }` },
  ];
}

/** Writes the user, at the pod where all containers may have it; a managed account works for other users only. */
function hardenUser(pod: Pod, user: string, context: HardenContext): void {
  const inheriting = pod.containers.filter(({ spec }) => isAbsent(userOf(spec)));
  if (!isAbsent(userOf(pod.spec)) || inheriting.length === 0) return;
  const managed = inheriting.filter(managedAccount);
  for (const container of managed) {
    const account = managedAccount(container);
    const reason = `it uses the managed account ${account}, which ${user} cannot: say ${NETWORK_SERVICE}`;
    leaveContainer(context, container, FIELD, reason);
  }
  const owners = managed.length === 0 ? [pod] : inheriting.filter((item) => !managed.includes(item));
  for (const { spec } of owners) {
    const options = objectIn(objectIn(spec, 'securityContext'), 'windowsOptions');
    if (options !== undefined) fill(options, 'runAsUserName', user);
  }
}

/** Says that the pod is for Windows, so that the API server asks nothing of Linux; not beside a field that it would refuse then. */
function hardenSystem(pod: Pod, context: HardenContext): void {
  if (!isAbsent(fieldAt(pod.spec, 'os', 'name'))) return;
  const field = linuxField(pod);
  if (field !== undefined) {
    const reason = `it runs on Windows, but says ${field}, which the API server refuses beside os.name: windows: remove the one, and say the other`;
    leavePod(context, pod, 'os.name', reason);
    return;
  }
  const os = objectIn(pod.spec, 'os');
  if (os !== undefined) os.name = 'windows';
}

/**
 * Only for pods that can only run on Windows: by `os.name`, node selector or node affinity. Whether a domain needs a gMSA credential spec is not in the manifests.
 * Source: Kubernetes documentation, runAsUserName for Windows.
 */
export const windowsRunAsContainerUser = podControl({
  id: 'windows-run-as-container-user',
  title: 'Windows containers run as ContainerUser',
  category: 'pod',
  severity: 'high',
  why: 'Otherwise the user of the image is used, which is often ContainerAdministrator: it can change everything in the container, and escapes most easily.',
  fix: 'securityContext: { windowsOptions: { runAsUserName: ContainerUser } }',
  breaks: 'Programs that write to the registry or to system directories of the image.',
  refs: {
    kubescape: ['C-0211'],
    kyverno: ['require-run-as-containeruser'],
  },
  params: DEFAULTS,
  check(pod, report, { params }) {
    if (!pod.windows) return;
    const shared = userOf(pod.spec);
    const inheriting = pod.containers.filter(({ spec }) => isAbsent(userOf(spec)));
    const bad = inheriting.find((container) => !isOneOf(usersFor(container, params), shared));
    const atPod = bad === undefined ? params.users : usersFor(bad, params);
    const wrong = bad !== undefined || (inheriting.length === 0 && !isOneOf(atPod, shared));
    if (!isAbsent(shared) && wrong) reportPod(report, pod, FIELD, shared, ...needsOneOf(atPod));
    for (const container of pod.containers) {
      const own = userOf(container.spec);
      const users = usersFor(container, params);
      if (isAbsent(own) ? isAbsent(shared) : !isOneOf(users, own)) {
        reportContainer(report, container, FIELD, own, ...needsOneOf(users));
      }
    }
  },
  harden(pod, context) {
    if (!pod.windows) return;
    hardenSystem(pod, context);
    const user = context.params.users[0];
    if (user !== undefined && !mayRunOnHost(pod)) hardenUser(pod, user, context);
  },
  writes: [
    {
      field: 'os.name',
      harmless: 'It says what the node selector says already, so that no field of Linux is asked for.',
    },
    {
      field: FIELD,
      mayStop:
        'programs that write to the registry or to system directories of the image need ContainerAdministrator: change the image, or say the user',
    },
  ],
  examples: {
    good: [
      { note: 'not a Windows pod' },
      {
        spec: {
          os: { name: 'windows' },
          securityContext: { windowsOptions: { runAsUserName: 'ContainerUser' } },
        },
      },
      {
        spec: { os: { name: 'windows' } },
        container: { securityContext: { windowsOptions: { runAsUserName: 'containeruser' } } },
      },
    ],
    bad: [
      { note: 'the image decides', spec: { os: { name: 'windows' } } },
      {
        spec: {
          os: { name: 'windows' },
          securityContext: { windowsOptions: { runAsUserName: 'ContainerAdministrator' } },
        },
      },
      {
        note: 'its own name counts',
        spec: {
          os: { name: 'windows' },
          securityContext: { windowsOptions: { runAsUserName: 'ContainerUser' } },
        },
        container: { securityContext: { windowsOptions: { runAsUserName: 'ContainerAdministrator' } } },
      },
    ],
  },
});
