import { nameOf, parentOf, STACK_TYPE, typeOf } from './internals';

/**
 * What components of ours leave on their resources. Keyed by name, so that two copies of this package in one program
 * understand each other, and so that the code that reads it loads nothing of Pulumi.
 */
export const MARKS = {
  /** On an app: what it tells everything below it. */
  app: Symbol.for('bulwark.pulumi.app'),
  /** On what is above an app: that one is below. */
  appBelow: Symbol.for('bulwark.pulumi.app-below'),
  /** On an isolated namespace: what it tells everything below it. */
  namespace: Symbol.for('bulwark.pulumi.namespace'),
  /** On an object that a component made: that it is judged with its app. */
  object: Symbol.for('bulwark.pulumi.object'),
  /** On a component: the object that it is about. */
  main: Symbol.for('bulwark.pulumi.main'),
  /** On a component: what its objects wait for. */
  waits: Symbol.for('bulwark.pulumi.waits'),
  /** On what takes registrations: the rendering that runs the program. */
  host: Symbol.for('bulwark.pulumi.render-host'),
} as const;

/** Whether a resource is an object that a component of ours made. */
export function isOwnObject(resource: object): boolean {
  return Reflect.get(resource, MARKS.object) === true;
}

/** What the nearest resource says under a mark: itself first. */
export function nearest<T>(resource: object, mark: symbol): T | undefined {
  for (let current: object | undefined = resource; current !== undefined; current = parentOf(current)) {
    const found: T | undefined = Reflect.get(current, mark);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The names of a resource and of those above it, without the stack: where a message says that something stands. */
export function pathOf(resource: object): string {
  const names: string[] = [];
  for (
    let current: object | undefined = resource;
    current !== undefined && typeOf(current) !== STACK_TYPE;
    current = parentOf(current)
  )
    names.unshift(nameOf(current));
  return names.join('/');
}
