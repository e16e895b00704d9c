import { parseImage } from '../../manifest/image';
import { eachImage, imageAt } from '../../manifest/images';
import { podControl } from '../control';
import { reportImage } from './shared/images';

/** Source: OCI distribution specification, references by digest; Checkov and Kubescape as in `refs`. */
export const imagePinnedToDigest = podControl({
  id: 'image-pinned-to-digest',
  title: 'Images are named by digest',
  category: 'image',
  severity: 'medium',
  why: 'A tag can be moved to another image by anyone who can push, so what was reviewed and what runs need not be the same.',
  fix: "image: 'registry.example.com/shop/app:v1.4.2@sha256:…'",
  code: "image: 'registry.example.com/shop/app:v1.4.2@sha256:…' (a lock file keeps the digests out of the code)",
  breaks:
    'A rebuilt image under the same tag is no longer picked up by a restart: the digest has to be changed.',
  refs: {
    kubescape: ['C-0306'],
    checkov: ['CKV_K8S_43'],
    kyverno: ['require-image-checksum', 'resolve-image-to-digest'],
    gatekeeper: ['imagedigests'],
    nsa: ['Pod security: building secure container images'],
  },
  check(pod, report) {
    eachImage(pod, (place) => {
      const found = imageAt(place);
      const image = typeof found === 'string' ? parseImage(found) : 'an image reference';
      if (typeof image === 'string') reportImage(report, place, `name:tag@sha256:… (${image})`);
      else if (image.digest === undefined) reportImage(report, place, 'name:tag@sha256:…');
    });
  },
  examples: {
    good: [
      { note: 'tag for the reader, digest for the runtime' },
      {
        note: 'a digest alone',
        container: {
          image:
            'registry.example.com/shop/app@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
        },
      },
    ],
    bad: [
      { container: { image: 'registry.example.com/shop/app:v1.4.2' } },
      { note: 'no image at all', container: { image: null } },
      { note: 'not a whole digest', container: { image: 'registry.example.com/shop/app@sha256:0123' } },
      { note: 'init containers count', spec: { initContainers: [{ name: 'init', image: 'init:v1' }] } },
      {
        note: 'so do image volumes',
        spec: { volumes: [{ name: 'model', image: { reference: 'registry.example.com/shop/model:v1' } }] },
      },
    ],
  },
});
