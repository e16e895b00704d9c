import * as cdk8s from '../../lib/cdk8s';
import * as crossguard from '../../lib/crossguard';
import * as core from '../../lib/index';
import * as pulumi from '../../lib/pulumi';
import * as jest from '../../lib/testing';

/** What a program may call, with the name that it imports it by. */
export interface Callable {
  readonly name: string;
  /** Calls it as a function, or as a class with `new`. */
  readonly call: (args: readonly unknown[]) => unknown;
}

const ENTRIES: Readonly<Record<string, object>> = {
  bulwark: core,
  'bulwark/cdk8s': cdk8s,
  'bulwark/pulumi': pulumi,
  'bulwark/crossguard': crossguard,
  'bulwark/jest': jest,
};

/** Every function and class that is exported, and the functions of exported objects such as `clusters`. */
export function callables(): Callable[] {
  return Object.entries(ENTRIES).flatMap(([entry, exported]) =>
    Object.entries(exported).flatMap(([name, value]: [string, unknown]) =>
      callablesIn(`${entry} ${name}`, value),
    ),
  );
}

function callablesIn(name: string, value: unknown): Callable[] {
  if (isFunction(value)) return [callable(name, value)];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    isFunction(inner) ? [callable(`${name}.${key}`, inner)] : [],
  );
}

type AnyFunction = (...args: never[]) => unknown;

function isFunction(value: unknown): value is AnyFunction {
  return typeof value === 'function';
}

function callable(name: string, value: AnyFunction): Callable {
  const isClass = /^class\b/.test(Function.prototype.toString.call(value));
  return {
    name,
    call: (args) =>
      isClass ? Reflect.construct(value, [...args]) : Reflect.apply(value, undefined, [...args]),
  };
}
