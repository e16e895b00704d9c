import { isAbsent, listAt } from '../../manifest/plain';
import type { Pod } from '../../manifest/pod';
import { podControl, reportPod } from '../control';
import { fill } from '../draft';
import { fieldAt } from '../field';

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

/**
 * In force only where the cluster profile says that nodes have user namespaces.
 * Source: Kubernetes documentation, User Namespaces (limits); KEP-127.
 */
export const userNamespaces = podControl({
  id: 'user-namespaces',
  title: 'Pods have a user namespace of their own',
  category: 'pod',
  severity: 'medium',
  why: 'Root of the container is then nobody on the node, so that most ways out of a container end with no rights.',
  fix: 'hostUsers: false',
  breaks:
    'Claims on file systems without id-mapped mounts (NFS), raw block volumes and ids above 65535: the pod does not start. Waive it there.',
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
  apply(pod) {
    if (!pod.windows && canHaveOwnUsers(pod)) fill(pod.spec, 'hostUsers', false);
  },
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
