import type { InputProblem } from '../errors';
import { objectNameProblems } from '../manifest/names';
import { fitsWhole, objectOf, type Shape } from '../shape';
import { GATEWAY_PODS, type GatewayPods, type GatewayProfile } from './gateway';
import table from './ingress-controllers.json';

/** What answers Ingresses in a cluster. */
export interface IngressProfile {
  /** The IngressClass of the Ingresses that are made, such as `traefik`. */
  readonly class: string;
  /** The controller that the class names in `spec.controller`, such as `traefik.io/ingress-controller`. */
  readonly controller: string;
  /** Its pods, which requests come from. @default `gateway` of the profile */
  readonly pods?: GatewayPods;
}

/** What is known of a controller of Ingresses: which annotations say what an Ingress has no field for. */
export interface IngressController {
  readonly title: string;
  /** Annotations of every Ingress: without them it would serve plain HTTP requests. */
  readonly always?: Readonly<Record<string, string>>;
  /** Annotations that send plain HTTP requests to HTTPS; none where its entry point does. */
  readonly redirect: Readonly<Record<string, string>>;
  /** The annotation for how long a request may take. @default it has none */
  readonly timeout?: string;
  /** The annotation for the size of the body of a request. @default it has none */
  readonly maxBodySize?: string;
  /** The annotation for the addresses of clients. @default it has none */
  readonly sourceRanges?: string;
  /** Annotations that keep a client at a pod by a cookie. @default it has none */
  readonly cookie?: Readonly<Record<string, string>>;
}

/** The controllers that are known, by what an IngressClass calls them. Source: the documentation of each. */
export const INGRESS_CONTROLLERS: Readonly<Record<string, IngressController>> = table;

/** What is known of the controller of a cluster; nothing where it is another one. */
export function controllerOf({ controller }: IngressProfile): IngressController | undefined {
  return Object.hasOwn(INGRESS_CONTROLLERS, controller) ? INGRESS_CONTROLLERS[controller] : undefined;
}

/** The controller of the Kubernetes project. Source: its announcement of November 2025. */
const RETIRED = 'k8s.io/ingress-nginx';
const CILIUM = 'cilium.io/ingress-controller';

const CONTROLLER = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?\/[-A-Za-z0-9_./]+$/;

/** What the Ingresses of a cluster look like. */
export const INGRESS: Shape = objectOf(
  {
    class: {
      needs: 'the name of an IngressClass',
      sample: `'traefik'`,
      fits: (value) => typeof value === 'string' && objectNameProblems('IngressClass', value).length === 0,
    },
    controller: {
      needs: 'what the IngressClass has in spec.controller',
      sample: `'traefik.io/ingress-controller'`,
      fits: (value) => typeof value === 'string' && value.length <= 250 && CONTROLLER.test(value),
    },
    pods: GATEWAY_PODS,
  },
  ['class', 'controller'],
);

/** Whether a value says what answers Ingresses. */
export function isIngressProfile(value: unknown): value is IngressProfile {
  return fitsWhole(value, INGRESS);
}

/** What does not go together in what a profile says of Ingresses. */
export function ingressProblems(
  ingress: Partial<IngressProfile> | undefined,
  gateway: GatewayProfile | undefined,
): InputProblem[] {
  if (ingress?.controller === RETIRED) {
    const needs =
      'a controller that still gets security fixes: its project retired ingress-nginx in March 2026, and fixes nothing in it any more';
    const fix = `gatewayApi: { class: 'envoy' } in place of ingress, and expose without type`;
    return [{ field: 'ingress.controller', found: `'${RETIRED}'`, needs, fix }];
  }
  if (ingress?.controller !== CILIUM || (gateway === 'cilium-ingress' && ingress.pods === undefined))
    return [];
  const found = ingress.pods === undefined ? `'${CILIUM}' without it` : `'${CILIUM}' with pods of its own`;
  const needs = 'the nodes themselves, which answer Ingresses of Cilium';
  return [{ field: 'gateway', found, needs, fix: `gateway: 'cilium-ingress', and no ingress.pods` }];
}
