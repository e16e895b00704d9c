import * as pulumi from '@pulumi/pulumi';
import { MARKS } from './marks';
import { parentOf } from './tree';

type Dependencies = pulumi.ComponentResourceOptions['dependsOn'];

/** A component of ours. Pulumi does not hand `dependsOn` of a component down: its objects wait by themselves. */
export abstract class Component extends pulumi.ComponentResource {
  /** @param hook changes the options, for a component that does something to all below it */
  constructor(
    type: string,
    name: string,
    opts: pulumi.ComponentResourceOptions | undefined,
    hook?: (opts: pulumi.ComponentResourceOptions | undefined) => pulumi.ComponentResourceOptions,
  ) {
    super(`bulwark:index:${type}`, name, {}, hook === undefined ? opts : hook(opts));
    if (opts?.dependsOn !== undefined) Object.defineProperty(this, MARKS.waits, { value: opts.dependsOn });
  }
}

/** What the objects of a component wait for: its own resources, and what it and those above it were told to. */
export function waitingFor(
  component: pulumi.Resource,
  own: readonly pulumi.Resource[],
): pulumi.Input<pulumi.Input<pulumi.Resource>[]> {
  const given: Dependencies[] = [];
  let current: pulumi.Resource | undefined = component;
  while (current !== undefined) {
    const waits: Dependencies = Reflect.get(current, MARKS.waits);
    if (waits !== undefined) given.push(waits);
    current = parentOf(current);
  }
  if (given.length === 0) return [...own];
  return pulumi
    .all(given.map((some) => pulumi.output(some)))
    .apply((all) => [...own, ...all.flat().filter((resource) => resource !== undefined)]);
}

const TEXTS = new WeakMap<object, string>();

/** The text of an Output of ours, such as the name of a namespace; undefined where it is not one whose text is known at once. */
export function plainTextOf(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null ? TEXTS.get(value) : undefined;
}

/** A string that is known at once and carries a resource with it: resources that use it wait for that resource. */
export function textFrom(resource: pulumi.CustomResource, text: string): pulumi.Output<string> {
  const output = pulumi.output(resource.urn).apply(() => text);
  TEXTS.set(output, text);
  return output;
}
