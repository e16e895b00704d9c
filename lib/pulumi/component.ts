import * as pulumi from '@pulumi/pulumi';

/** The resources that the options of a component wait for, and further ones. */
export function waitingFor(
  own: readonly pulumi.Resource[],
  opts: pulumi.ComponentResourceOptions | undefined,
): pulumi.Input<pulumi.Input<pulumi.Resource>[]> {
  const given = opts?.dependsOn;
  if (given === undefined) return [...own];
  // Options of a component hold for the component only; its objects are what waits.
  return pulumi.output(given).apply((some) => [...own, ...(Array.isArray(some) ? some : [some])]);
}

/** A text that is known at once and carries a resource with it: whoever takes it waits for that resource. */
export function textFrom(resource: pulumi.CustomResource, text: string): pulumi.Output<string> {
  return pulumi.output(resource.urn).apply(() => text);
}
