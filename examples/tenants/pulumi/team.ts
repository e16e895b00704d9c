import {
  BreakGlass,
  Deployer,
  type DeployerArgs,
  type HardenedApp,
  TeamAccess,
  Tenant,
  type TenantArgs,
} from 'bulwark/pulumi';
import { termsOf } from '../cluster';

/** What differs from team to team. */
interface TeamArgs<Name extends string> extends Pick<TenantArgs<Name>, 'quota' | 'namespaces'> {
  readonly deployer: Omit<DeployerArgs, 'name'>;
}

/** A team as the platform takes it in: its namespaces, and who may do what in each of them. */
export function newTeam<Name extends string>(
  app: HardenedApp,
  name: string,
  { deployer, ...args }: TeamArgs<Name>,
): Tenant<Name> {
  const tenant = new Tenant<Name>(name, { ...termsOf(name), ...args }, { parent: app });
  for (const parent of tenant.namespaces) {
    // Names of Pulumi are unique in a stack, names of Kubernetes in a namespace.
    const own = (what: string): string => `${parent.name}-${what}`;
    const [view, edit] = [[`${name}-developers`], [`${name}-maintainers`]];
    // Nobody gets the built-in edit or admin: those read all Secrets and run commands in pods.
    new TeamAccess(own('team'), { name: 'team', view, edit }, { parent });
    // It applies dist/teams/<namespace>, and has exactly the rights for that.
    new Deployer(own('deployer'), { name: 'deployer', ...deployer }, { parent });
    // For a bad night: rights with an end, made by `bulwark break-glass` and kept by the API server.
    new BreakGlass(own('break-glass'), { name: 'break-glass', maximum: '2h' }, { parent });
  }
  return tenant;
}
