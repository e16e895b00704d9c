import { objectLabels } from '../../model/labels';
import { objectArtifact, type Renderer, renderer } from '../renderer';

const API = 'bitnami.com/v1alpha1';

/** Secrets that Sealed Secrets opens, in its strict scope: a value is sealed for one name in one namespace. */
export const sealedSecrets: Renderer = renderer({
  id: 'sealed-secrets',
  appliesTo: () => true,
  secret: ({ name, namespace, origin, type }) => {
    if (origin.by !== 'sealed') return [];
    const place = namespace === undefined ? {} : { namespace };
    const labels = objectLabels(name, {});
    return [
      objectArtifact({ apiVersion: API, kind: 'SealedSecret', name, ...place }, () => ({
        apiVersion: API,
        kind: 'SealedSecret',
        metadata: { labels: { ...labels }, name, namespace },
        spec: {
          encryptedData: { ...origin.values },
          template: { metadata: { labels: { ...labels }, name, namespace }, type },
        },
      })),
    ];
  },
});
