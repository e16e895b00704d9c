import type { PlainObject } from '../manifest/plain';
import { annotationOf } from '../well-known';

/** What a namespace allows: each list holds all that is allowed of its kind; one that is left out limits nothing. */
export interface Allowed {
  /** Registries, and paths in registries, that images name. */
  readonly registries?: readonly string[];
  /** StorageClasses that claims name. */
  readonly storageClasses?: readonly string[];
  /** RuntimeClasses that pods name. Where it is empty, they may name none. */
  readonly runtimeClasses?: readonly string[];
  /** PriorityClasses that pods name. Where it is empty, they may name none. */
  readonly priorityClasses?: readonly string[];
  /** GatewayClasses that Gateways name. */
  readonly gatewayClasses?: readonly string[];
  /** IngressClasses that Ingresses name. */
  readonly ingressClasses?: readonly string[];
  /** Types that Services have. */
  readonly serviceTypes?: readonly string[];
  /** Ranges that external IPs of Services are in. */
  readonly externalIps?: readonly string[];
}

/** The annotations of a Namespace that say what it allows, so that its manifests can be judged wherever they are. */
const ANNOTATIONS = {
  registries: 'bulwark.dev/allowed-registries',
  storageClasses: 'bulwark.dev/allowed-storage-classes',
  runtimeClasses: 'bulwark.dev/allowed-runtime-classes',
  priorityClasses: 'bulwark.dev/allowed-priority-classes',
  gatewayClasses: 'bulwark.dev/allowed-gateway-classes',
  ingressClasses: 'bulwark.dev/allowed-ingress-classes',
  serviceTypes: 'bulwark.dev/allowed-service-types',
  externalIps: 'bulwark.dev/allowed-external-ips',
} as const satisfies Record<keyof Allowed, string>;

/**
 * Annotations that came before the field of a class, and that controllers still read before it.
 * Sources: Kubernetes documentation, Persistent Volumes, class; Ingress, deprecated annotation.
 */
export const OLDER_CLASS = {
  storageClasses: 'volume.beta.kubernetes.io/storage-class',
  ingressClasses: 'kubernetes.io/ingress.class',
} as const;

/** What can be allowed. */
export const LIMITABLE = [
  'registries',
  'storageClasses',
  'runtimeClasses',
  'priorityClasses',
  'gatewayClasses',
  'ingressClasses',
  'serviceTypes',
  'externalIps',
] as const satisfies readonly (keyof Allowed)[];

/** The annotations that say what is allowed: names with commas between them. */
export function allowedAnnotations(allowed: Allowed): Record<string, string> {
  const annotations: Record<string, string> = {};
  for (const kind of LIMITABLE) {
    const names = allowed[kind];
    if (names !== undefined) annotations[ANNOTATIONS[kind]] = names.join(', ');
  }
  return annotations;
}

/** What a Namespace allows by its annotations. One that is no text allows nothing. */
export function allowedBy(namespace: PlainObject): Allowed {
  const allowed: { -readonly [Kind in keyof Allowed]: Allowed[Kind] } = {};
  for (const kind of LIMITABLE) {
    const names = annotationOf(namespace, ANNOTATIONS[kind]);
    if (names === undefined) continue;
    allowed[kind] = typeof names === 'string' ? namesIn(names) : [];
  }
  return allowed;
}

function namesIn(text: string): readonly string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** The name of an annotation that says what is allowed. */
export function annotationFor(kind: keyof Allowed): string {
  return ANNOTATIONS[kind];
}

/**
 * What the text of an image that a registry or path of one admits is, or starts with. Texts are compared, as admission does: an
 * image has to name its registry. `registry.example.com/shop` admits `…/shop:v1` and `…/shop/app`, not `…/shop-evil`.
 */
export function registryForms(registry: string): {
  readonly is: readonly string[];
  readonly starts: readonly string[];
} {
  const path = registry.replace(/\/+$/, '');
  if (!path.includes('/')) return { is: [], starts: [`${path}/`] };
  return { is: [path], starts: [`${path}/`, `${path}:`, `${path}@`] };
}

/** Whether an image is in a registry, or below a path of one, by its text. */
export function isInRegistry(image: string, registry: string): boolean {
  const { is, starts } = registryForms(registry);
  return is.includes(image) || starts.some((start) => image.startsWith(start));
}
