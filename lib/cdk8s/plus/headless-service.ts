import { ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { isPlain } from '../../core/manifest/plain';
import { portsOf } from '../../model/pod';
import type { Workload } from '../../model/workload';
import { headlessServiceObject } from '../../renderers/kubernetes/companions';
import { mergeMetadata } from '../app/blueprint-object';
import { renderInstead } from '../app/rendering';
import { kplusProtocol } from './kplus-props';

/**
 * The Service that names the pods of a StatefulSet, as a construct of cdk8s-plus, which wants it before there is a
 * StatefulSet: so it is next to it.
 */
export function headlessService(workload: Workload, scope: Construct, id: string): kplus.Service {
  const { controller, namespace } = workload;
  const name = controller.kind === 'StatefulSet' ? controller.serviceName : workload.name;
  const service = new kplus.Service(scope, `${id}-pods`, {
    metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
    clusterIP: 'None',
    ports: portsOf(workload.pod).map((port) => ({
      port: port.service,
      targetPort: port.container,
      name: port.name,
      protocol: kplusProtocol(port),
    })),
  });
  renderInstead(ApiObject.of(service), () => {
    const manifest = headlessServiceObject(workload, name);
    const added: unknown = service.metadata.toJson();
    if (isPlain(added)) mergeMetadata(manifest, added);
    return manifest;
  });
  return service;
}
