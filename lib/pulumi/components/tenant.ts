import type * as pulumi from '@pulumi/pulumi';
import { refuseDeferred } from '../../blueprints/deferred';
import { describeProps } from '../../blueprints/description';
import { Problems } from '../../blueprints/problems';
import { parseTenant } from '../../blueprints/tenant/parse';
import type { TenantProps } from '../../blueprints/tenant/props';
import { InvalidInputError } from '../../core/errors';
import { contextFor } from '../app/app-context';
import { outputs } from '../app/deferred-leaves';
import { checkCall } from '../call';
import { Component } from '../component';
import { quiet, quietly } from '../errors';
import { under } from '../tree';
import { IsolatedNamespace } from './isolated-namespace';

/** What a caller says about a tenant. */
export interface TenantArgs<Name extends string = string> extends TenantProps<pulumi.Input<string>, Name> {}

/**
 * Several namespaces of one team: one quota that they share, one owner, and routes among themselves alone where nothing else is said.
 * @throws InvalidInputError with everything that is wrong with the arguments, and with those of its namespaces
 */
export class Tenant<Name extends string = string> extends Component {
  private readonly path: string;
  private readonly made: ReadonlyMap<string, IsolatedNamespace>;

  constructor(name: string, args: TenantArgs<Name>, opts?: pulumi.ComponentResourceOptions) {
    const path = under(opts?.parent, name);
    const spaces = quietly(() => {
      checkCall('Tenant', name, args, opts);
      contextFor(opts?.parent, name);
      const problems = new Problems(path, outputs);
      const { shapes, required, leaves } = describeProps('TenantProps');
      problems.check(args, shapes, { required, deferred: true });
      refuseDeferred(args, leaves, problems);
      problems.throwIfBroken();
      const parsed = parseTenant(name, args, problems);
      problems.throwIfAny();
      return parsed;
    });
    super('Tenant', name, opts);
    this.path = path;
    this.made = new Map(
      spaces.map(({ key, props }) => [key, new IsolatedNamespace(`${name}-${key}`, props, { parent: this })]),
    );
    this.registerOutputs({});
  }

  /** All of its namespaces, in the order in which they were said: for what each of them gets, such as people and a deployer. */
  get namespaces(): readonly IsolatedNamespace[] {
    return [...this.made.values()];
  }

  /**
   * One of the namespaces, by its key.
   * @throws InvalidInputError where there is none of that key
   */
  namespace(key: Name): IsolatedNamespace {
    const found = this.made.get(key);
    if (found !== undefined) return found;
    const keys = [...this.made.keys()];
    const fix = `namespace('${keys[0]}')`;
    throw quiet(
      new InvalidInputError(this.path, [
        { field: 'namespace', found: String(key), needs: `one of ${keys.join(', ')}`, fix },
      ]),
    );
  }
}
