import { parseImage } from '../../manifest/image';
import { eachImage, type ImagePlace, imageAt } from '../../manifest/images';
import { isAbsent } from '../../manifest/plain';
import { podControl } from '../control';
import { fill } from '../draft';
import { leaveImageField, pullPolicyKey, reportImageField } from './shared/images';

/**
 * Whether the API server takes an absent policy for Always: where the tag is `latest`, or there is neither tag nor
 * digest. Everything else, and so everything with a digest alone, becomes IfNotPresent.
 */
function alwaysByDefault(found: unknown): boolean {
  const image = typeof found === 'string' ? parseImage(found) : '';
  if (typeof image === 'string') return false;
  return image.tag === 'latest' || (image.tag === undefined && image.digest === undefined);
}

const NEEDS_REGISTRY =
  'at every start the node asks the registry: an image that only the nodes have (kind load), or whose pull secret is gone, does not start';
const OF_NODE = 'images of localhost/ are on the nodes only';

function isOfNode(place: ImagePlace): boolean {
  const image = imageAt(place);
  return typeof image === 'string' && image.startsWith('localhost/');
}

/** Source: Kubernetes documentation, images, `imagePullPolicy`; admission plugin AlwaysPullImages. */
export const imagePullPolicyAlways = podControl({
  id: 'image-pull-policy-always',
  title: 'The right to pull an image is checked at every start',
  category: 'image',
  severity: 'medium',
  why: 'With another policy a pod can start from the image cache of its node, even after its credentials were revoked, or with a private image that another tenant pulled.',
  fix: 'imagePullPolicy: Always',
  breaks:
    'Pods do not start while the registry is unavailable. Layers stay cached: only the image manifest is requested.',
  refs: {
    kubescape: ['C-0075'],
    checkov: ['CKV_K8S_15'],
    kubeScore: ['container-image-pull-policy'],
    polaris: ['pullPolicyNotAlways'],
    kyverno: ['imagepullpolicy-always', 'always-pull-images'],
  },
  check(pod, report) {
    eachImage(pod, (place) => {
      const key = pullPolicyKey(place);
      const found = place.spec[key];
      if (found === 'Always') return;
      if (!isAbsent(found)) reportImageField(report, place, key, found, 'Always');
      else if (!alwaysByDefault(imageAt(place))) {
        reportImageField(report, place, key, found, 'Always (not set means IfNotPresent here)');
      }
    });
  },
  harden(pod, context) {
    eachImage(pod, (place) => {
      if (place.list === 'ephemeralContainers') return;
      const key = pullPolicyKey(place);
      if (!isOfNode(place)) fill(place.spec, key, 'Always');
      else if (isAbsent(place.spec[key])) leaveImageField(context, place, key, OF_NODE);
    });
  },
  writes: [
    {
      field: 'imagePullPolicy',
      mayStop: NEEDS_REGISTRY,
      when: ({ container }) => !alwaysByDefault(container?.spec.image),
    },
    { field: 'volumes', mayStop: NEEDS_REGISTRY },
  ],
  examples: {
    good: [
      { container: { imagePullPolicy: 'Always' } },
      { note: 'the default for a moving tag', container: { image: 'app:latest' } },
      { note: 'and for none', container: { image: 'app' } },
    ],
    bad: [
      { note: 'with a fixed tag the default is IfNotPresent', container: { image: 'app:v1.4.2' } },
      {
        note: 'with a digest too',
        container: { image: 'app@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef' },
      },
      { container: { imagePullPolicy: 'IfNotPresent' } },
      {
        note: 'image volumes have one too',
        container: { imagePullPolicy: 'Always' },
        spec: { volumes: [{ name: 'model', image: { reference: 'model:v1', pullPolicy: 'Never' } }] },
      },
    ],
  },
});
