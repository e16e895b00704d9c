import type { ClusterProfile } from '../../cluster/profile';
import type { Entry, ManifestSet } from '../../manifest/manifest-set';
import { objectAt, objectsAt, textOf } from '../../manifest/plain';
import { selectorOf } from '../../manifest/selector';
import type { Take } from './problem';

/**
 * With the AWS VPC network plugin a policy is judged before the Service's address is translated, so that a Service
 * port that differs from the container's is refused although the policy names the container's.
 */
export function unequalPorts(entry: Entry, set: ManifestSet, cluster: ClusterProfile, take: Take): void {
  if (cluster.cni !== 'aws-vpc' || entry.ref.kind !== 'Service') return;
  const spec = objectAt(entry.manifest, 'spec');
  const selector = selectorOf({ matchLabels: spec?.selector });
  const pods =
    selector === undefined || spec?.selector === undefined
      ? []
      : set.podsMatching(entry.ref.namespace, selector);
  for (const [index, port] of objectsAt(spec, 'ports').entries()) {
    const target = port.targetPort ?? port.port;
    const numbers = typeof target === 'number' ? [target] : pods.flatMap((pod) => numbersOf(pod, target));
    for (const number of new Set(numbers)) {
      if (number === port.port) continue;
      take({
        rule: 'unequal-ports',
        path: `spec.ports[${index}]`,
        found: `Service port ${textOf(port.port)} for container port ${textOf(number)}`,
        needs: 'equal ports, because the AWS VPC network plugin judges policies before translation',
        fix: `port: ${textOf(number)}`,
        text: true,
      });
    }
  }
}

function numbersOf(entry: Entry, name: unknown): unknown[] {
  const containers = entry.pods.flatMap((pod) => pod.containers);
  return containers.flatMap((container) =>
    objectsAt(container.spec, 'ports')
      .filter((port) => port.name === name)
      .map((port) => port.containerPort),
  );
}
