import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { textOf } from '../../core/manifest/plain';
import { parseQuantity } from '../../core/manifest/quantity';
import type { Container, Port } from '../../model/pod';
import { replicasOf, type Workload } from '../../model/workload';

/** What cdk8s-plus has to know of any workload: identity, the container with its ports and its CPU, nothing else. */
export function kplusProps(workload: Workload): kplus.WorkloadProps & { readonly minReady: Duration } {
  const { name, namespace, pod } = workload;
  const { main } = pod;
  return {
    metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
    select: false,
    minReady: Duration.seconds(0),
    containers: [
      {
        name: main.name,
        image: textOf(main.image),
        resources: { cpu: { request: kplus.Cpu.millis(millisOf(main)) } },
        ports: main.ports.map((port) => ({
          number: port.container,
          name: port.name,
          protocol: kplusProtocol(port),
        })),
      },
    ],
  };
}

/** The replicas of a workload, where they are not the default of its kind in cdk8s-plus. */
export function kplusReplicas(workload: Workload, usual: number): number | undefined {
  const replicas = replicasOf(workload);
  return replicas === usual ? undefined : replicas;
}

/** The CPU that a container asks for, in thousandths; an autoscaler wants to know that there is a request. */
function millisOf({ resources }: Container): number {
  const asked = resources.requests?.cpu;
  const cpu = typeof asked === 'string' ? parseQuantity(asked) : undefined;
  return Math.max(1, Number((cpu?.nanos ?? 0n) / 1_000_000n));
}

/** The protocol of a port, as cdk8s-plus calls it. */
export function kplusProtocol(port: Port): kplus.Protocol {
  if (port.protocol === 'UDP') return kplus.Protocol.UDP;
  return port.protocol === 'SCTP' ? kplus.Protocol.SCTP : kplus.Protocol.TCP;
}
