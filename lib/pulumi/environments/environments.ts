import type * as pulumi from '@pulumi/pulumi';
import { checkBuilder, checkBuilt } from '../../blueprints/environment/built';
import { Environment } from '../../blueprints/environment/environment';
import { nearest } from '../../blueprints/environment/names';
import { checkEnvironments } from '../../blueprints/environment/parse';
import { inEnvironment } from '../../blueprints/environment/told';
import { InvalidInputError } from '../../core/errors';
import { wordFor } from '../../core/shape';
import { refuseClusterFromOutside } from '../../host/settings';
import { contextOf } from '../app/app-context';
import { outputs } from '../app/deferred-leaves';
import { HardenedApp, type HardenedAppArgs } from '../components/hardened-app';
import { quietly } from '../errors';
import type { EnvironmentsOf } from './types';

/** Settings that all environments share. The cluster is that of each environment. */
export interface EnvironmentsAppArgs extends Omit<HardenedAppArgs, 'cluster'> {}

type Made = Environment<pulumi.Input<string>>;

/**
 * One program for several environments, such as one for each stack: makes the app for the one that you choose, with what
 * that environment sets, and judges it by that environment's cluster. All environments are looked at, whichever is chosen.
 * @param name of the component of the app
 * @param build makes the components of the app, the same for all environments. What workloads it returns, under their
 * names, decides what an environment can set for them
 * @param environments the environments by their names: each with its cluster, and with what differs from the code
 * @param args settings of the app in all environments
 * @throws InvalidInputError with everything that is wrong with the environments
 */
export function environments<Built = void>(
  name: string,
  build: (app: HardenedApp) => Built,
  environments: Readonly<Record<string, EnvironmentsOf<Built>>>,
  args?: EnvironmentsAppArgs,
  opts?: pulumi.ComponentResourceOptions,
): Environments;
export function environments(
  name: string,
  build: (app: HardenedApp) => unknown,
  environments: object,
  args: EnvironmentsAppArgs = {},
  opts?: pulumi.ComponentResourceOptions,
): Environments {
  return new Environments(name, build, environments, args, opts);
}

/** An app for several environments; {@link environments} makes it. */
export class Environments {
  /** The names of the environments, in the order of the code. */
  readonly names: readonly string[];
  private readonly apps = new Map<string, HardenedApp>();
  private readonly made: ReadonlyMap<string, Made>;

  /** @internal */
  constructor(
    private readonly name: string,
    private readonly build: (app: HardenedApp) => unknown,
    environments: object,
    private readonly args: EnvironmentsAppArgs,
    private readonly opts: pulumi.ComponentResourceOptions | undefined,
  ) {
    this.made = quietly(() => {
      checkBuilder(build, args, {}, outputs);
      return madeOf(environments);
    });
    this.names = [...this.made.keys()];
  }

  /**
   * Makes the app of one environment: `app.environment(pulumi.getStack())`.
   * @throws InvalidInputError where there is no such environment, and with everything that is wrong with its app; then
   * nothing of it is made
   */
  environment(name: string): HardenedApp {
    const known = this.apps.get(name);
    if (known !== undefined) return known;
    const environment = quietly(() => this.named(name));
    const app = new HardenedApp(this.name, inEnvironment(this.argsFor(environment), environment), this.opts);
    this.apps.set(name, app);
    contextOf(app).rendering.making(() => {
      checkBuilt(this.build(app));
      environment.finish();
    });
    return app;
  }

  private named(name: string): Made {
    const environment = this.made.get(name);
    if (environment !== undefined) return environment;
    const needs = `one of ${this.names.join(', ')}`;
    const problem = { field: 'name', found: wordFor(name), needs, fix: nearest(String(name), this.names) };
    throw new InvalidInputError('environment', [problem]);
  }

  private argsFor({ props }: Made): HardenedAppArgs {
    const {
      cluster,
      images = this.args.images,
      secretStore = this.args.secretStore,
      imagePullSecrets = [],
      waivers = [],
    } = props;
    const registryMirrors = { ...this.args.registryMirrors, ...props.registryMirrors };
    return {
      ...this.args,
      cluster,
      ...(images === undefined ? {} : { images }),
      ...(secretStore === undefined ? {} : { secretStore }),
      registryMirrors,
      imagePullSecrets: [...(this.args.imagePullSecrets ?? []), ...imagePullSecrets],
      waivers: [...(this.args.waivers ?? []), ...waivers],
    };
  }
}

function madeOf(environments: object): ReadonlyMap<string, Made> {
  checkEnvironments<pulumi.Input<string>>(environments, outputs);
  refuseClusterFromOutside();
  return new Map(Object.entries(environments).map(([name, given]) => [name, new Environment(name, given)]));
}
