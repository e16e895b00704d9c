import {
  BreakGlass,
  Deployer,
  type DeployerProps,
  type HardenedApp,
  TeamAccess,
  Tenant,
  type TenantProps,
} from 'bulwark/cdk8s';
import { termsOf } from './cluster';

/** What differs from team to team. */
interface TeamProps<Name extends string> extends Pick<TenantProps<Name>, 'quota' | 'namespaces'> {
  readonly deployer: Omit<DeployerProps, 'name'>;
}

/** A team as the platform takes it in: its namespaces, and who may do what in each of them. */
export function newTeam<Name extends string>(
  app: HardenedApp,
  name: string,
  { deployer, ...props }: TeamProps<Name>,
): Tenant<Name> {
  const tenant = new Tenant<Name>(app, name, { ...termsOf(name), ...props });
  for (const space of tenant.namespaces) {
    // Nobody gets the built-in edit or admin: those read all Secrets and run commands in pods.
    new TeamAccess(space, 'team', { view: [`${name}-developers`], edit: [`${name}-maintainers`] });
    // It applies dist/teams/<namespace>, and has exactly the rights for that.
    new Deployer(space, 'deployer', deployer);
    // For a bad night: rights with an end, made by `bulwark break-glass` and kept by the API server.
    new BreakGlass(space, 'break-glass', { maximum: '2h' });
  }
  return tenant;
}
