import { join } from 'node:path';
import { checkBuilder, checkBuilt } from '../../blueprints/environment/built';
import { Environment } from '../../blueprints/environment/environment';
import { nearest } from '../../blueprints/environment/names';
import { checkEnvironments } from '../../blueprints/environment/parse';
import { inEnvironment } from '../../blueprints/environment/told';
import type { EnvironmentDifference } from '../../core/environments/differences';
import { InvalidInputError } from '../../core/errors';
import { text, wordFor } from '../../core/shape';
import { outputFolder } from '../../host/output';
import { writeReport } from '../../host/report';
import { refuseClusterFromOutside } from '../../host/settings';
import { writeEnvironments } from '../../writer/environments';
import { machinery } from '../app/lazy';
import {
  HardenedApp,
  type HardenedAppProps,
  messagesOf,
  type Synthesis,
  textsOf,
} from '../constructs/hardened-app';
import { declaredIn } from './declared';
import { Refusals } from './refusals';
import type { EnvironmentsOf } from './types';

/** Settings that all environments share. The cluster is that of each environment. */
export interface EnvironmentsAppProps extends Omit<HardenedAppProps, 'cluster'> {}

/** What came of synthesizing an app for all of its environments. */
export interface EnvironmentsSynthesis {
  /** Each environment, by its name. */
  readonly environments: ReadonlyMap<string, Synthesis>;
  /** Every field that differs between them. */
  readonly differences: readonly EnvironmentDifference[];
}

/**
 * One program for several environments: makes the app once for each, with what that environment sets, and judges it by
 * that environment's cluster.
 * @param build makes the constructs of the app, the same for all environments. What workloads it returns, under their
 * names, decides what an environment can set for them
 * @param environments the environments by their names: each with its cluster, and with what differs from the code
 * @param props settings of the app in all environments
 * @throws InvalidInputError with everything that is wrong with the environments
 */
export function environments<Built = void>(
  build: (app: HardenedApp) => Built,
  environments: Readonly<Record<string, EnvironmentsOf<Built>>>,
  props?: EnvironmentsAppProps,
): Environments;
export function environments(
  build: (app: HardenedApp) => unknown,
  environments: object,
  props: EnvironmentsAppProps = {},
): Environments {
  return new Environments(build, environments, props);
}

/** An app for several environments; {@link environments} makes it. */
export class Environments {
  /** The names of the environments, in the order of the code. */
  readonly names: readonly string[];
  private readonly apps = new Map<string, HardenedApp>();
  private readonly made: ReadonlyMap<string, Environment<string>>;

  /** @internal */
  constructor(
    private readonly build: (app: HardenedApp) => unknown,
    environments: object,
    private readonly props: EnvironmentsAppProps,
  ) {
    checkBuilder(build, props, { outdir: text });
    checkEnvironments<string>(environments);
    refuseClusterFromOutside();
    this.names = Object.keys(environments);
    this.made = new Map(
      Object.entries(environments).map(([name, given]) => [name, new Environment(name, given)]),
    );
  }

  /**
   * The app of one environment.
   * @throws InvalidInputError where there is no such environment, and with everything that is wrong with its app
   */
  environment(name: string): HardenedApp {
    const known = this.apps.get(name);
    if (known !== undefined) return known;
    const environment = this.made.get(name);
    if (environment === undefined) {
      const needs = `one of ${this.names.join(', ')}`;
      const problem = { field: 'name', found: wordFor(name), needs, fix: nearest(String(name), this.names) };
      throw new InvalidInputError('environment', [problem]);
    }
    const app = new HardenedApp(inEnvironment(this.propsFor(environment), environment));
    // Whoever asks for it while it is made gets this one.
    this.apps.set(name, app);
    try {
      checkBuilt(this.build(app));
      environment.finish();
    } catch (error) {
      this.apps.delete(name);
      throw error;
    }
    return app;
  }

  /**
   * Renders, hardens and judges all environments; writes nothing.
   * @throws BulwarkError with everything that is wrong in any of them, and with names and selectors that differ
   */
  synthesize(): EnvironmentsSynthesis {
    const { environments, differences, refusals } = this.render();
    refusals.throwIfAny();
    return { environments, differences };
  }

  /**
   * Judges all environments, and writes each to a folder of its own below `outdir`; all of them, or none.
   * @throws BulwarkError with every finding that no waiver suppresses, and the environments that it is in
   */
  synth(): void {
    const { environments, differences, refusals } = this.render();
    const reports = [...environments].map(([name, synthesis]) => ({
      name,
      report: this.environment(name).reportOf(synthesis),
    }));
    writeReport(() => machinery().environmentsReport(reports, differences, refusals.lines));
    for (const [name, synthesis] of environments)
      for (const message of messagesOf(synthesis)) refusals.add(name, message);
    refusals.throwIfAny();
    const texts = [...environments].map(([name, synthesis]) => [name, textsOf(synthesis)] as const);
    writeEnvironments(outputFolder(this.props.outdir), new Map(texts));
  }

  /** Every environment that can be rendered; what keeps others from it is in the refusals. */
  private render(): EnvironmentsSynthesis & { readonly refusals: Refusals } {
    const { differencesOf, disagreementsOf, suppressionDisagreements } = machinery();
    const refusals = new Refusals(this.names);
    const environments = new Map<string, Synthesis>();
    for (const name of this.names)
      refusals.during(name, () => environments.set(name, this.environment(name).synthesize()));
    const rendered = [...environments].map(([name, { files, registry }]) => ({
      name,
      registry,
      objects: files.flatMap(({ objects }) => objects),
    }));
    if (environments.size === this.names.length) {
      const declared = this.names.map((name) => ({
        name,
        declared: declaredIn(this.environment(name), this.made.get(name)?.waivers ?? new Set()),
      }));
      for (const problem of [...disagreementsOf(rendered), ...suppressionDisagreements(declared)])
        refusals.addForAll(problem);
    }
    return { environments, differences: differencesOf(rendered), refusals };
  }

  private propsFor({ name, props }: Environment<string>): HardenedAppProps {
    const {
      cluster,
      images = this.props.images,
      secretStore = this.props.secretStore,
      imagePullSecrets = [],
      waivers = [],
    } = props;
    const registryMirrors = { ...this.props.registryMirrors, ...props.registryMirrors };
    return {
      ...this.props,
      cluster,
      ...(images === undefined ? {} : { images }),
      ...(secretStore === undefined ? {} : { secretStore }),
      registryMirrors,
      imagePullSecrets: [...(this.props.imagePullSecrets ?? []), ...imagePullSecrets],
      waivers: [...(this.props.waivers ?? []), ...waivers],
      outdir: join(outputFolder(this.props.outdir), name),
    };
  }
}
