import { DEFAULT_REGISTRY, type ImageReference, parseImage } from '../../manifest/image';
import { eachImage, imageAt } from '../../manifest/images';
import { type Context, podControl } from '../control';
import { reportImage } from './shared/images';

export interface Params {
  /**
   * Registries, and paths in registries, that images may come from: `registry.example.com`,
   * `registry.example.com/shop`, `docker.io/library`. Empty: those of the cluster profile.
   */
  readonly registries: readonly string[];
}

const DEFAULTS: Params = { registries: [] };

/**
 * Whether an entry of the allow list admits an image. Whole path segments are compared: `registry.example.com/shop`
 * admits `…/shop` and `…/shop/app`, neither `…/shop-evil` nor `registry.example.com.evil/shop`.
 */
function admits(entry: string, image: ImageReference): boolean {
  const path = entry.replace(/\/+$/, '');
  if (path === '') return false;
  const slash = path.indexOf('/');
  const first = slash < 0 ? path : path.slice(0, slash);
  const hasHost = /[.:]/.test(first) || first === 'localhost';
  const host = hasHost ? first.toLowerCase() : DEFAULT_REGISTRY;
  const below = hasHost ? path.slice(first.length + 1) : path;
  const registry = host === 'index.docker.io' ? DEFAULT_REGISTRY : host;
  if (image.registry.toLowerCase() !== registry) return false;
  return below === '' || image.repository === below || image.repository.startsWith(`${below}/`);
}

function allowed(context: Context<Params>): readonly string[] {
  return context.params.registries.length > 0 ? context.params.registries : context.cluster.registries;
}

/** Source: Kyverno `restrict-image-registries`, Gatekeeper `allowedrepos`; section 4 of the catalogue. */
export const imagesFromAllowedRegistries = podControl({
  id: 'images-from-allowed-registries',
  title: 'Images come from allowed registries',
  category: 'image',
  severity: 'high',
  why: 'Anyone can publish an image under a name that looks right. An image from outside of your own registries was neither scanned nor signed by you.',
  fix: 'copy the image into an allowed registry and name it there, or add the registry to `registries` of the cluster profile',
  breaks: 'Images that are named without a registry: they come from docker.io.',
  refs: {
    kubescape: ['C-0001', 'C-0078', 'C-0304'],
    trivy: ['KSV-0125', 'KSV-0032', 'KSV-0033', 'KSV-0034', 'KSV-0035'],
    kyverno: [
      'restrict-image-registries',
      'advanced-restrict-image-registries',
      'allowed-image-repos',
      'require-image-source',
      'replace-image-registry',
      'prepend-registry',
    ],
    gatekeeper: ['allowedrepos', 'allowedreposv2', 'disallowedrepos'],
    cis: ['eks:5.1.4', 'aks:5.1.4', 'gke:5.1.4'],
    nsa: ['Pod security: building secure container images'],
    owasp: ['K01'],
  },
  params: DEFAULTS,
  active: (context) => allowed(context).length > 0,
  check(pod, report, context) {
    const registries = allowed(context);
    eachImage(pod, (place) => {
      const found = imageAt(place);
      const image = typeof found === 'string' ? parseImage(found) : 'an image reference';
      if (typeof image !== 'string' && registries.some((entry) => admits(entry, image))) return;
      const unread = typeof image === 'string' ? ` (${image})` : '';
      reportImage(report, place, `an image from ${registries.join(' or ')}${unread}`);
    });
  },
  examples: {
    good: [
      { params: { registries: ['registry.example.com/shop/'] } },
      { params: { registries: ['mirror.example.com', 'registry.example.com'] } },
      {
        note: 'a short name is one of docker.io/library',
        params: { registries: ['docker.io/library'] },
        container: { image: 'nginx:1.27' },
      },
    ],
    bad: [
      {
        note: 'segments are compared, not characters',
        params: { registries: ['registry.example.com/shop'] },
        container: { image: 'registry.example.com/shop-evil/app:v1' },
      },
      {
        note: 'a host that starts like an allowed one',
        params: { registries: ['registry.example.com'] },
        container: { image: 'registry.example.com.evil/shop/app:v1' },
      },
      {
        note: 'no registry means docker.io',
        params: { registries: ['registry.example.com'] },
        container: { image: 'nginx:1.27' },
      },
      { note: 'no image', params: { registries: ['registry.example.com'] }, container: { image: null } },
      {
        note: 'unreadable',
        params: { registries: ['registry.example.com'] },
        container: { image: 'registry.example.com/Shop:v1' },
      },
    ],
  },
});
