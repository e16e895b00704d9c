import { type ImageReference, parseImage } from '../../manifest/image';
import { eachImage, imageAt } from '../../manifest/images';
import { podControl } from '../control';
import { reportImage } from './shared/images';

export interface Params {
  /** Tags that are moved from image to image on purpose. */
  readonly tags: readonly string[];
}

const DEFAULTS: Params = { tags: ['latest'] };

/** What is wrong with the tag; undefined where a digest decides or the tag is a fixed one. */
function tagProblem(image: ImageReference, params: Params): string | undefined {
  if (image.digest !== undefined) return undefined;
  if (image.tag === undefined) return 'a fixed tag (none means latest)';
  return params.tags.includes(image.tag) ? `a fixed tag, not ${image.tag}` : undefined;
}

/** Source: Kubernetes documentation, images; best name:tag@digest, and a digest alone passes. */
export const noLatestTag = podControl({
  id: 'no-latest-tag',
  title: 'Images carry a fixed tag',
  category: 'image',
  severity: 'high',
  why: 'The same manifest can start another program tomorrow: you cannot tell what runs, and a rollback may not restore it.',
  fix: "image: 'registry.example.com/shop/app:v1.4.2@sha256:…'",
  refs: {
    kubescape: ['C-0075', 'C-0304'],
    checkov: ['CKV_K8S_14'],
    trivy: ['KSV-0013'],
    kubeLinter: ['latest-tag'],
    kubeScore: ['container-image-tag'],
    polaris: ['tagNotSpecified'],
    kyverno: ['disallow-latest-tag'],
    gatekeeper: ['disallowedtags'],
  },
  params: DEFAULTS,
  check(pod, report, { params }) {
    eachImage(pod, (place) => {
      const found = imageAt(place);
      const image = typeof found === 'string' ? parseImage(found) : 'an image reference';
      if (typeof image === 'string') {
        reportImage(report, place, `an image with a fixed tag (${image})`);
        return;
      }
      const problem = tagProblem(image, params);
      if (problem !== undefined) reportImage(report, place, problem);
    });
  },
  examples: {
    good: [
      { container: { image: 'registry.example.com/shop/app:v1.4.2' } },
      {
        note: 'a digest says more than any tag',
        container: { image: 'app@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef' },
      },
    ],
    bad: [
      { container: { image: 'registry.example.com/shop/app:latest' } },
      { note: 'no tag means latest', container: { image: 'registry.example.com/shop/app' } },
      { note: 'a port is not a tag', container: { image: 'registry.example.com:5000/app' } },
      { note: 'unreadable', container: { image: 'registry.example.com/shop/App:v1.4.2' } },
      { note: 'no image at all', container: { image: null } },
      {
        note: 'other moving tags',
        container: { image: 'app:stable' },
        params: { tags: ['latest', 'stable'] },
      },
    ],
  },
});
