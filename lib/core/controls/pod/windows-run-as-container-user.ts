import { isAbsent, type PlainObject } from '../../manifest/plain';
import type { Pod } from '../../manifest/pod';
import { podControl, reportContainer, reportPod } from '../control';
import { fill } from '../draft';
import { fieldAt } from '../field';
import { objectIn } from '../workload/draft';

/** Parameters of `windows-run-as-container-user`. */
export interface WindowsUserParams {
  /** Users that Windows containers may run as; case does not count. Domain accounts are written as `DOMAIN\user`. */
  readonly users: readonly string[];
}

const DEFAULTS: WindowsUserParams = { users: ['ContainerUser'] };

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

/**
 * Only for pods that say `os.name: windows`. Whether a domain needs a gMSA credential spec is not in the manifests.
 * Source: Kubernetes documentation, runAsUserName for Windows.
 */
export const windowsRunAsContainerUser = podControl({
  id: 'windows-run-as-container-user',
  title: 'Windows containers run as ContainerUser',
  category: 'pod',
  severity: 'high',
  why: 'What the image says is used otherwise, and that is often ContainerAdministrator, which may change everything in the container and has the shortest way out of it.',
  fix: `${FIELD}: ContainerUser`,
  breaks: 'Programs that write to the registry or to system directories of the image.',
  refs: {
    kubescape: ['C-0211'],
    kyverno: ['require-run-as-containeruser'],
  },
  params: DEFAULTS,
  check(pod, report, { params }) {
    if (!pod.windows) return;
    const allowed = (user: unknown): boolean =>
      typeof user === 'string' && params.users.some((name) => name.toLowerCase() === user.toLowerCase());
    const needs = params.users.join(' or ');
    const shared = userOf(pod.spec);
    if (!isAbsent(shared) && !allowed(shared)) reportPod(report, pod, FIELD, shared, needs);
    for (const container of pod.containers) {
      const own = userOf(container.spec);
      if (isAbsent(own) ? isAbsent(shared) : !allowed(own)) {
        reportContainer(report, container, FIELD, own, needs);
      }
    }
  },
  apply(pod, { params }) {
    const user = params.users[0];
    if (!pod.windows || user === undefined || mayRunOnHost(pod)) return;
    const options = objectIn(objectIn(pod.spec, 'securityContext'), 'windowsOptions');
    if (options !== undefined) fill(options, 'runAsUserName', user);
  },
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
