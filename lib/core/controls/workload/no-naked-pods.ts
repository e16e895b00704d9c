import {
  isAbsent,
  isOpaque,
  listAt,
  objectAt,
  objectsAt,
  type PlainObject,
  stringAt,
} from '../../manifest/plain';
import { objectControl } from '../control';

const NEEDS = 'a controller, such as a Deployment or a Job, that makes its pods anew';

/** Who makes and takes away such pods by themselves: the kubelet those of a file on its node, Helm those of its hooks. */
const KEPT_BY: readonly string[] = [
  'kubernetes.io/config.mirror',
  'kubernetes.io/config.source',
  'helm.sh/hook',
];

/** Source: Kubescape C-0073; Kyverno, prevent-bare-pods; Kubernetes documentation, Configuration Best Practices. */
export const noNakedPods = objectControl({
  id: 'no-naked-pods',
  title: 'Pods belong to a controller',
  category: 'workload',
  severity: 'medium',
  why: 'Nothing recreates a bare pod: if its node fails or is drained, the program is gone, and you cannot update a running pod.',
  fix: 'write the pod as spec.template of a Deployment, a StatefulSet or a DaemonSet; one that ends, as that of a Job',
  code: 'new SecureDeployment(…), or new SecureJob(…) for a pod that ends',
  breaks:
    'A static pod, which the kubelet reads from a directory of its node, looks like any other pod: leave out its file, or waive the finding. For a pod that you start by hand, a SecurePod adds the waiver itself.',
  refs: { kubescape: ['C-0073'], kyverno: ['prevent-bare-pods'] },
  kinds: ['Pod'],
  check(manifest, report) {
    const metadata = objectAt(manifest, 'metadata');
    const owners = metadata?.ownerReferences;
    const path = 'metadata.ownerReferences';
    if (isOpaque(owners)) report({ path, found: owners, needs: NEEDS });
    if (
      isOpaque(owners) ||
      objectsAt(metadata, 'ownerReferences').some(({ controller }) => controller === true)
    )
      return;
    if (isKept(metadata)) return;
    const [owner] = listAt(metadata, 'ownerReferences');
    const found = isAbsent(owner) ? undefined : 'owners, none of which is its controller';
    report({ path, found, needs: NEEDS });
  },
  examples: {
    good: [
      {
        note: 'a pod of a dump, which a ReplicaSet made',
        objects: [
          pod({
            ownerReferences: [
              { apiVersion: 'apps/v1', controller: true, kind: 'ReplicaSet', name: 'web-5d8f', uid: 'a1' },
            ],
          }),
        ],
      },
      {
        note: 'a test of a chart: Helm starts it, and takes it away',
        objects: [pod({ annotations: { 'helm.sh/hook': 'test' } })],
      },
      {
        note: 'a static pod, as the API server shows it',
        objects: [pod({ annotations: { 'kubernetes.io/config.source': 'file' } })],
      },
    ],
    bad: [
      { objects: [pod({})] },
      {
        note: 'an owner that is not its controller makes no other pod',
        objects: [
          pod({ ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'tools', uid: 'a2' }] }),
        ],
      },
    ],
  },
});

/** Whether someone keeps such pods who is in no manifest. */
function isKept(metadata: PlainObject | undefined): boolean {
  const annotations = objectAt(metadata, 'annotations');
  return KEPT_BY.some((key) => {
    const value = stringAt(annotations, key);
    return value !== undefined && value !== '' && value !== 'api';
  });
}

function pod(metadata: PlainObject): PlainObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'shop', ...metadata },
    spec: { containers: [{ name: 'app', image: 'registry.example.com/shop/web:v1' }] },
  };
}
