import { objectLabels } from '../../model/labels';
import { objectArtifact, type Renderer, renderer } from '../renderer';

const API = 'secrets-store.csi.x-k8s.io/v1';

/** What the Secrets Store CSI driver mounts. No `secretObjects`: they would copy it into a Secret, and so into etcd. */
export const secretsStoreCsi: Renderer = renderer({
  id: 'secrets-store-csi',
  appliesTo: () => true,
  secret: ({ name, namespace, origin }) => {
    if (origin.by !== 'mount') return [];
    const { provider, parameters } = origin;
    const place = namespace === undefined ? {} : { namespace };
    return [
      objectArtifact({ apiVersion: API, kind: 'SecretProviderClass', name, ...place }, () => ({
        apiVersion: API,
        kind: 'SecretProviderClass',
        metadata: { labels: objectLabels(name, {}), name, namespace },
        spec: { parameters: { ...parameters }, provider },
      })),
    ];
  },
});
