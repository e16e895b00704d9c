import { isAbsent, listAt } from '../../manifest/plain';
import type { Pod } from '../../manifest/pod';
import { leavePod, podControl, reportPod } from '../control';
import { fill } from '../draft';
import { addedCapability } from '../facts/root';
import { dataVolumes, nodeFiles } from '../facts/volumes';
import { fieldAt } from '../field';
import { mayBePrivileged } from './shared/security-context';

/** A user namespace maps the ids 0 to 65535. */
const LARGEST_ID = 65535;
const IDS = ['runAsUser', 'runAsGroup', 'fsGroup'];

/** Whether the API server takes `hostUsers: false` and the kubelet can start the pod with it. */
function canHaveOwnUsers(pod: Pod): boolean {
  const { spec } = pod;
  for (const field of ['hostNetwork', 'hostPID', 'hostIPC']) {
    if (!isAbsent(spec[field]) && spec[field] !== false) return false;
  }
  return (
    idsFit(spec) &&
    pod.containers.every(
      (container) => idsFit(container.spec) && listAt(container.spec, 'volumeDevices').length === 0,
    )
  );
}

function idsFit(owner: Pod['spec']): boolean {
  return IDS.every((field) => {
    const id = fieldAt(owner, 'securityContext', field);
    return isAbsent(id) || (typeof id === 'number' && id <= LARGEST_ID);
  });
}

/** Why a pod keeps the users of its node; undefined where nothing speaks against its own. */
function nodeUserReason(pod: Pod): string | undefined {
  const [data] = dataVolumes(pod);
  if (data !== undefined) return `the file system of ${data.is} may not map ids, as NFS does not`;
  for (const container of pod.containers) {
    const files = nodeFiles(container);
    const capability = addedCapability(container);
    if (files !== undefined) return `container ${container.name} is given ${files}`;
    if (mayBePrivileged(container)) return `container ${container.name} is privileged`;
    if (capability !== undefined) return `container ${container.name} has ${capability}, on the node too`;
  }
  return undefined;
}

/**
 * In force only where the cluster profile says that nodes have user namespaces.
 * Source: Kubernetes documentation, User Namespaces (limits); KEP-127.
 */
export const userNamespaces = podControl({
  id: 'user-namespaces',
  title: 'Pods run in a user namespace',
  category: 'pod',
  severity: 'medium',
  why: 'Root in the container is then an unprivileged user on the node, so most container escapes end without privileges.',
  fix: 'hostUsers: false',
  code: "leave out userNamespaces: 'optOut'",
  breaks:
    'Claims on file systems without ID-mapped mounts (NFS), raw block volumes and IDs above 65535: the pod does not start. Waive the control there.',
  refs: {
    checkov: ['CKV_K8S_40'],
    nsa: ['Pod security: non-root containers'],
    owasp: ['K01'],
  },
  active: (context) => context.cluster.userNamespaces,
  check(pod, report) {
    if (pod.windows) return;
    const found = pod.spec.hostUsers;
    if (found !== false) reportPod(report, pod, 'hostUsers', found, 'false');
  },
  harden(pod, context) {
    if (pod.windows || !canHaveOwnUsers(pod) || !isAbsent(pod.spec.hostUsers)) return;
    const reason = nodeUserReason(pod);
    if (reason === undefined) fill(pod.spec, 'hostUsers', false);
    else leavePod(context, pod, 'hostUsers', reason);
  },
  writes: [
    {
      field: 'hostUsers',
      mayStop:
        'a node whose kernel, runtime or file systems cannot map ids does not start the pod, and a program that needs rights on the node itself has none',
    },
  ],
  examples: {
    good: [
      { spec: { hostUsers: false } },
      { note: 'Windows has no such thing', spec: { os: { name: 'windows' } } },
    ],
    bad: [
      { note: 'the default is the namespace of the node' },
      { spec: { hostUsers: true } },
      { note: 'impossible with a namespace of the node', spec: { hostNetwork: true } },
    ],
  },
});
