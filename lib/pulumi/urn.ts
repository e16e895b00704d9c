import { getProject, getStack, type Output, type Resource } from '@pulumi/pulumi';
import { STACK_TYPE, typeOf } from './internals';
import { parentOf } from './tree';

/** The type tokens above a resource, from the top, without the stack. */
export function typesAbove(parent: Resource | undefined): string[] {
  const types: string[] = [];
  for (let current = parent; current !== undefined; current = parentOf(current)) {
    const type = typeOf(current);
    if (type !== undefined && type !== STACK_TYPE) types.unshift(type);
  }
  return types;
}

/** The same from the URN of the parent, which is all that a transform is told; empty for none. */
export function typesIn(urn: string): string[] {
  return (urn.split('::')[2] ?? '').split('$').filter((type) => type !== '' && type !== STACK_TYPE);
}

/** The URN of a resource that is registered already. */
export function urnIn(resource: Resource): Promise<string> {
  return known(resource.urn);
}

/** The URN that the engine gives a resource. */
export function urnOf(above: readonly string[], type: string, name: string): string {
  return `urn:pulumi:${getStack()}::${getProject()}::${[...above, type].join('$')}::${name}`;
}

/** The value of an Output that is known for sure. */
function known<T>(output: Output<T>): Promise<T> {
  return new Promise((resolve) => {
    output.apply((value) => {
      resolve(value);
      return value;
    });
  });
}
