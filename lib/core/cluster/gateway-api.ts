import { labelNameProblems, objectNameProblems } from '../manifest/names';
import { fitsWhole, flag, objectOf, type Shape } from '../shape';

/** What makes Gateways of the Gateway API in a cluster. */
export interface GatewayApiProfile {
  /** The GatewayClass of the Gateways that are made, such as `envoy`. */
  readonly class: string;
  /** What the class names in `spec.controllerName`, such as `gateway.envoyproxy.io/gatewayclass-controller`. @default not known: limits of requests are an error that asks for it */
  readonly controllerName?: string;
  /** A Gateway for everyone. @default none: each namespace gets its own */
  readonly shared?: {
    readonly name: string;
    readonly namespace: string;
    /** The listener that takes the hosts. @default every listener that accepts the hosts */
    readonly listener?: string;
    /** Whether it lets namespaces bring listeners of their own (`allowedListeners`), with hosts and certificates. @default false */
    readonly listenerSet?: boolean;
  };
}

const CONTROLLER = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?\/[-A-Za-z0-9_./]+$/;

function named(what: string, sample: string, problems: (value: string) => readonly string[]): Shape {
  return {
    needs: `the name of a ${what}`,
    sample,
    fits: (value) => typeof value === 'string' && problems(value).length === 0,
  };
}

const gatewayName = (name: string): string[] => objectNameProblems('Gateway', name);

/** What the Gateway API of a cluster looks like. */
export const GATEWAY_API: Shape = objectOf(
  {
    class: named('GatewayClass', `'envoy'`, gatewayName),
    controllerName: {
      needs: 'what the GatewayClass has in spec.controllerName',
      sample: `'gateway.envoyproxy.io/gatewayclass-controller'`,
      fits: (value) => typeof value === 'string' && value.length <= 253 && CONTROLLER.test(value),
    },
    shared: objectOf(
      {
        name: named('Gateway', `'public'`, gatewayName),
        namespace: named('namespace', `'gateways'`, labelNameProblems),
        listener: named('listener', `'https'`, gatewayName),
        listenerSet: flag,
      },
      ['name', 'namespace'],
    ),
  },
  ['class'],
);

/** Whether a value is the Gateway API of a cluster. */
export function isGatewayApi(value: unknown): value is GatewayApiProfile {
  return fitsWhole(value, GATEWAY_API);
}
