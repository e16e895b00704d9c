import { minorOf } from '../../cluster/profile';
import type { PlainObject } from '../../manifest/plain';
import { Field } from '../../validation/field';
import { checkStatefulSetPods } from '../../validation/kinds/stateful-set';
import { objectControl } from '../control';

/** Since then the API server refuses such a StatefulSet itself. */
const REFUSED_SINCE = 34;

/** Source: `ValidateStatefulSetSpec` of Kubernetes, which looks at the template and the claims since 1.34. */
export const statefulSetPodsCanStart = objectControl({
  id: 'stateful-set-pods-can-start',
  title: 'The API server accepts the pods and claims of a StatefulSet',
  category: 'workload',
  severity: 'medium',
  why: 'Before Kubernetes 1.34, the API server accepts a StatefulSet whose pods it then refuses: nothing ever starts, and only the events say why.',
  fix: 'write in the template and in volumeClaimTemplates what the API server takes',
  refs: { other: ['Kubernetes: ValidateStatefulSetSpec since 1.34'] },
  kinds: ['StatefulSet'],
  active: ({ cluster }) => minorOf(cluster.kubernetes) < REFUSED_SINCE,
  check(manifest, report, { cluster }) {
    const context = { minor: minorOf(cluster.kubernetes) };
    const root = Field.root(manifest, context, ({ path, found, needs, fix }) => {
      report({ path, found, needs, fix, finding: path });
    });
    checkStatefulSetPods(root);
  },
  examples: {
    good: [{ objects: [statefulSet({ containers: [container('app')] })] }],
    bad: [
      {
        note: 'two containers of one name',
        objects: [statefulSet({ containers: [container('app'), container('app')] })],
      },
      {
        note: 'a mount without its volume',
        objects: [
          statefulSet({
            containers: [{ ...container('app'), volumeMounts: [{ name: 'data', mountPath: '/data' }] }],
          }),
        ],
      },
    ],
  },
});

function container(name: string): PlainObject {
  return { name, image: 'registry.example.com/shop/app:v1.4.2' };
}

function statefulSet(spec: PlainObject): PlainObject {
  const labels = { app: 'db' };
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db', namespace: 'shop' },
    spec: { selector: { matchLabels: labels }, serviceName: 'db', template: { metadata: { labels }, spec } },
  };
}
