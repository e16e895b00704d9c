import * as pulumi from '@pulumi/pulumi';
import type { AppProps } from '../../blueprints/app/props';
import { refuseDeferred } from '../../blueprints/deferred';
import { describeProps } from '../../blueprints/description';
import { checkMirrors } from '../../blueprints/environment/mirrors';
import { environmentOf } from '../../blueprints/environment/told';
import { priorityClass } from '../../blueprints/priority-class';
import { Problems } from '../../blueprints/problems';
import { pullsOfApp } from '../../blueprints/pull-secrets';
import { parseSecretStore } from '../../blueprints/secrets/store';
import { clone } from '../../core/manifest/plain';
import { isLockedFromOutside, readImages, today } from '../../host/host';
import { clusterFor, policyFor } from '../../host/settings';
import { ModelDraft } from '../../model/cluster-model';
import { objectsOfCluster } from '../../renderers';
import { tellContext } from '../app/app-context';
import { joining } from '../app/app-wide';
import { outputs } from '../app/deferred-leaves';
import { machinery } from '../app/lazy';
import { Rendering } from '../app/rendering';
import { checkCall } from '../call';
import { Component, waitingFor } from '../component';
import { quietly } from '../errors';
import { under } from '../tree';
import { suppressBelow } from '../waive';
import { kubernetesObject } from './kubernetes-object';

/** Settings of an app. Every field is optional. */
export interface HardenedAppArgs extends AppProps<pulumi.Input<string>> {}

/**
 * What components of one app are in: they are judged together, and made all or not at all. Give it as their `parent`.
 * @throws InvalidInputError with everything that is wrong with the arguments
 * @throws BulwarkError where the image lock cannot be read, or the day is none
 */
export class HardenedApp extends Component {
  private readonly rendering: Rendering;

  constructor(name: string, args: HardenedAppArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    quietly(() => checkCall('HardenedApp', name, args, opts));
    super('HardenedApp', name, opts, joining);
    this.rendering = quietly(() => this.found(name, args, opts));
    this.registerOutputs({});
  }

  /**
   * Runs a program that waits for something between its components: the app is whole when the program has ended.
   * Without a frame the app is whole when the turn of the event loop ends in which it was made.
   * @throws what the program throws; then nothing of the app is made
   */
  compose<T>(program: () => Promise<T>): Promise<T> {
    return this.rendering.during(program);
  }

  /**
   * Files that are no objects, by their names: configuration of the control plane that the cluster profile asks for. Known
   * when the app is complete. `bulwark synth --pulumi` writes them beside the manifests.
   */
  get configuration(): pulumi.Output<Readonly<Record<string, string>>> {
    return pulumi.output(this.rendering.configuration());
  }

  private found(name: string, args: HardenedAppArgs, opts?: pulumi.ComponentResourceOptions): Rendering {
    const problems = new Problems(under(opts?.parent, name), outputs);
    const { shapes, leaves } = describeProps('AppProps');
    problems.check(args, shapes, { deferred: true });
    refuseDeferred(args, leaves, problems);
    problems.throwIfBroken();
    checkMirrors(args.registryMirrors, 'registryMirrors', problems);
    const pulls = pullsOfApp(args.imagePullSecrets, problems);
    const secretStore = parseSecretStore(args.secretStore, problems);
    problems.throwIfAny();
    const policy = policyFor(args.policy);
    const cluster = clusterFor(args.cluster);
    const day = today(args.today);
    const environment = environmentOf(args);
    const images = readImages(args.images, args.registryMirrors, environment?.name);
    const model = new ModelDraft(cluster, policy);
    if (environment !== undefined) model.rangeOf = (cidr) => environment.range(cidr);
    model.closesDefault = args.defaultNamespace === 'closed';
    const rendering = new Rendering({
      compiled: machinery().compilePolicy(policy, cluster),
      model,
      day,
      mayBeUnused: isLockedFromOutside() ? ['image-pinned-to-digest'] : [],
    });
    const before: pulumi.Resource[] = [];
    const store = secretStore === undefined ? {} : { secretStore };
    const context = { policy, cluster, images, deferred: outputs, model, ...store };
    tellContext(this, {
      ...context,
      ...(environment === undefined ? {} : { environment }),
      ...pulls,
      rendering,
      day,
      before,
      component: this,
    });
    suppressBelow(this, args.waivers ?? []);
    const own = priorityClass(cluster);
    if (own !== undefined) {
      before.push(kubernetesObject(this, () => clone(own), { name, dependsOn: waitingFor(this, []) }));
    }
    for (const { identity, object } of objectsOfCluster(model)) {
      const options = { name: `${name}-${identity.name}`, dependsOn: waitingFor(this, []) };
      kubernetesObject(this, object, options);
    }
    return rendering;
  }
}
