import { Construct } from 'constructs';
import { describeProps } from '../../blueprints/description';
import { Problems } from '../../blueprints/problems';
import { parseTenant } from '../../blueprints/tenant/parse';
import type { TenantProps as Props } from '../../blueprints/tenant/props';
import { InvalidInputError } from '../../core/errors';
import { under } from '../app/app-context';
import { checkCall } from '../call';
import { IsolatedNamespace } from './isolated-namespace';

/** What a caller says about a tenant. */
export interface TenantProps<Name extends string = string> extends Props<string, Name> {}

/**
 * Several namespaces of one team: one quota that they share, one owner, and routes among themselves alone where nothing else is said.
 * @throws InvalidInputError with everything that is wrong with the props, and with those of its namespaces
 */
export class Tenant<Name extends string = string> extends Construct {
  private readonly made: ReadonlyMap<string, IsolatedNamespace>;

  constructor(scope: Construct, id: string, props: TenantProps<Name>) {
    checkCall('Tenant', scope, id);
    const problems = new Problems(under(scope, id));
    const { shapes, required } = describeProps('TenantProps');
    problems.check(props, shapes, { required });
    problems.throwIfBroken();
    const spaces = parseTenant(id, props, problems);
    problems.throwIfAny();
    super(scope, id);
    this.made = new Map(
      spaces.map((space) => [space.key, new IsolatedNamespace(this, space.key, space.props)]),
    );
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
    throw new InvalidInputError(this.node.path, [
      { field: 'namespace', found: String(key), needs: `one of ${keys.join(', ')}`, fix },
    ]);
  }
}
