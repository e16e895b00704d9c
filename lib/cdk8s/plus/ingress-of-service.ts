import * as kplus from 'cdk8s-plus-27';
import type { TrafficPeer } from '../../blueprints/traffic';
import { openOtherIngress } from '../../blueprints/workload/expose/open';
import { modelOf } from '../app/app-context';

/**
 * Follows a Service of cdk8s-plus in front of a workload: an Ingress in front of it is in the model, and anyone who answers it may
 * reach the pods.
 */
export function followIngresses(service: kplus.Service, workload: TrafficPeer): kplus.Service {
  const expose: kplus.Service['exposeViaIngress'] = (path, options) => {
    const ingress = kplus.Service.prototype.exposeViaIngress.call(service, path, options);
    const self = workload.party();
    const [port] = service.ports;
    if (self.party === 'workload' && port !== undefined) {
      const target = port.targetPort ?? port.port;
      const { namespace } = ingress.metadata;
      openOtherIngress({ name: ingress.name, namespace, path, target }, self, modelOf(service));
    }
    return ingress;
  };
  Object.defineProperty(service, 'exposeViaIngress', { value: expose, configurable: true });
  return service;
}
