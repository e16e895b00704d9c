import { labelNameProblems, objectNameProblems } from '../manifest/names';
import { either, fitsWhole, mapOf, objectOf, oneOf, type Shape, text } from '../shape';

/** A gateway whose pods can be told by their labels, such as those of Envoy Gateway, nginx or Istio. */
export interface GatewayPods {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The ServiceAccount of its pods, where they are in the mesh. */
  readonly account?: string;
}

/** Through which requests from outside of the cluster come: pods, or Cilium's own Ingress and Gateway API. */
export type GatewayProfile = GatewayPods | 'cilium-ingress';

const NAMESPACE: Shape = {
  needs: 'the name of a namespace',
  sample: `'ingress'`,
  fits: (value) => typeof value === 'string' && labelNameProblems(value).length === 0,
};

const LABELS: Shape = {
  ...mapOf(text),
  needs: 'at least one label of its pods',
  sample: `{ 'app.kubernetes.io/name': 'gateway' }`,
  fits: (value) => typeof value === 'object' && value !== null && Object.keys(value).length > 0,
};

const ACCOUNT: Shape = {
  needs: 'the name of a ServiceAccount of its own',
  sample: `'gateway'`,
  fits: (value) =>
    typeof value === 'string' &&
    value !== 'default' &&
    objectNameProblems('ServiceAccount', value).length === 0,
};

/** What pods that requests come from look like. */
export const GATEWAY_PODS: Shape = objectOf({ namespace: NAMESPACE, labels: LABELS, account: ACCOUNT }, [
  'namespace',
  'labels',
]);

/** What the gateway of a cluster looks like. */
export const GATEWAY: Shape = either(GATEWAY_PODS, oneOf('cilium-ingress'));

/** Whether a value is the gateway of a cluster. */
export function isGateway(value: unknown): value is GatewayProfile {
  return fitsWhole(value, GATEWAY);
}
