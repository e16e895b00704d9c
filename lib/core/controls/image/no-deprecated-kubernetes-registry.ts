import { type ImageReference, parseImage } from '../../manifest/image';
import { eachImage, imageAt } from '../../manifest/images';
import { isAbsent } from '../../manifest/plain';
import { podControl } from '../control';
import { reportImage } from './shared/images';

/** Where Kubernetes images were before registry.k8s.io; each has been frozen, and gets no fixes. */
const RETIRED = ['k8s.gcr.io', 'gcr.io/google_containers', 'gcr.io/google-containers'] as const;

function isRetired(image: ImageReference): boolean {
  const name = `${image.registry.toLowerCase()}/${image.repository}`;
  return RETIRED.some((path) => name.startsWith(`${path}/`));
}

/** Source: Kubernetes blog, "k8s.gcr.io image registry is frozen" (3 April 2023). */
export const noDeprecatedKubernetesRegistry = podControl({
  id: 'no-deprecated-kubernetes-registry',
  title: 'No image comes from the retired Kubernetes registry',
  category: 'image',
  severity: 'high',
  why: 'k8s.gcr.io has been frozen since April 2023: images there get no security fixes, and it may be switched off.',
  fix: "image: 'registry.k8s.io/…'",
  refs: {
    kubescape: ['C-0253'],
    kyverno: ['restrict-deprecated-registry'],
  },
  check(pod, report) {
    eachImage(pod, (place) => {
      const found = imageAt(place);
      if (isAbsent(found)) return;
      // Text that is no reference cannot be pulled from anywhere, and image-pinned-to-digest reports it.
      const image = typeof found === 'string' ? parseImage(found) : undefined;
      if (image === undefined) reportImage(report, place, 'an image reference');
      else if (typeof image !== 'string' && isRetired(image)) reportImage(report, place, 'registry.k8s.io');
    });
  },
  examples: {
    good: [
      { container: { image: 'registry.k8s.io/pause:3.10' } },
      { note: 'only the name is alike', container: { image: 'registry.example.com/k8s.gcr.io/pause:3.10' } },
    ],
    bad: [
      { container: { image: 'k8s.gcr.io/pause:3.1' } },
      { note: 'an older name still', container: { image: 'gcr.io/google_containers/pause:3.1' } },
      {
        note: 'init containers count',
        spec: { initContainers: [{ name: 'init', image: 'k8s.gcr.io/pause:3.1' }] },
      },
      { note: 'not a string', container: { image: 7 } },
    ],
  },
});
