import { credentials } from '@grpc/grpc-js';
import type { ConstructRequest } from '@pulumi/pulumi/proto/provider_pb';
import { ResourceMonitorClient } from '@pulumi/pulumi/proto/resource_grpc_pb';
import {
  RegisterResourceOutputsRequest,
  RegisterResourceRequest,
  type RegisterResourceResponse,
} from '@pulumi/pulumi/proto/resource_pb';
import { objectAt, type PlainObject, stringAt } from '../../../lib/core/manifest/plain';
import { idOf } from './objects';
import { propertiesOf, structOf } from './wire';

/** The objects of a chart, given the values; a value may still be a mark of the wire. */
export type Render = (values: PlainObject) => readonly PlainObject[];

/**
 * Registers a component and its objects as children, from this side of the wire: the program sees none of them.
 * @param version of the package of the children
 * @returns URN of the component
 */
export async function construct(call: ConstructRequest, render: Render, version: string): Promise<string> {
  const monitor = new ResourceMonitorClient(call.getMonitorendpoint(), credentials.createInsecure());
  try {
    const component = new RegisterResourceRequest()
      .setType(call.getType())
      .setName(call.getName())
      .setParent(call.getParent())
      .setDependenciesList(call.getDependenciesList())
      .setAcceptsecrets(true);
    const parent = (await register(monitor, component)).getUrn();
    const inputs = propertiesOf(call.getInputs());
    for (const object of render(objectAt(inputs, 'values') ?? {})) {
      const child = new RegisterResourceRequest()
        .setType(tokenOf(object))
        .setName(`${call.getName()}:${idOf(object)}`)
        .setParent(parent)
        .setCustom(true)
        .setObject(structOf(object))
        .setProvider(call.getProvidersMap().get('kubernetes') ?? '')
        .setVersion(version)
        .setAcceptsecrets(true)
        .setSupportspartialvalues(true);
      await register(monitor, child);
    }
    const outputs = new RegisterResourceOutputsRequest().setUrn(parent).setOutputs(structOf({}));
    await new Promise<void>((resolve, reject) => {
      monitor.registerResourceOutputs(outputs, (error) => (error === null ? resolve() : reject(error)));
    });
    return parent;
  } finally {
    monitor.close();
  }
}

function register(
  monitor: ResourceMonitorClient,
  request: RegisterResourceRequest,
): Promise<RegisterResourceResponse> {
  return new Promise((resolve, reject) => {
    monitor.registerResource(request, (error, response) =>
      error === null ? resolve(response) : reject(error),
    );
  });
}

function tokenOf(object: PlainObject): string {
  const apiVersion = stringAt(object, 'apiVersion') ?? '';
  return `kubernetes:${apiVersion.includes('/') ? apiVersion : `core/${apiVersion}`}:${stringAt(object, 'kind')}`;
}
