import { objectAt, objectsAt, type PlainObject } from '../../lib/core/manifest/plain';

/** A digest that no image has. */
export const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

/** A Deployment as people write it, with nothing hardened. */
export function plainDeployment(image = `registry.example.com/web:1.4@${DIGEST}`): PlainObject {
  const labels = { 'app.kubernetes.io/instance': 'web', 'app.kubernetes.io/version': '1.4' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop', labels },
    spec: {
      replicas: 2,
      selector: { matchLabels: { 'app.kubernetes.io/instance': 'web' } },
      template: {
        metadata: { labels, annotations: { 'checksum/config': 'f00d', note: 'kept' } },
        spec: { containers: [{ name: 'web', image }] },
      },
    },
  };
}

/** The same with what `restricted` asks for. */
export function restrictedDeployment(): PlainObject {
  const deployment = plainDeployment();
  const spec = objectAt(objectAt(objectAt(deployment, 'spec'), 'template'), 'spec') ?? {};
  spec.securityContext = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };
  for (const container of objectsAt(spec, 'containers')) {
    container.securityContext = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
  }
  return deployment;
}
