import * as pulumi from '@pulumi/pulumi';
import { APP } from '../blueprints/app-shapes';
import { refuseDeferred } from '../blueprints/deferred';
import type { ImageLock } from '../blueprints/image-lock';
import { priorityClass } from '../blueprints/priority-class';
import { Problems } from '../blueprints/problems';
import { pullSecrets } from '../blueprints/pull-secrets';
import type { ClusterProfile } from '../core/cluster/profile';
import { clone } from '../core/manifest/plain';
import type { Policy } from '../core/policy/policy';
import type { Waiver } from '../core/policy/waiver';
import type { ShapeTable } from '../core/shape';
import { isLockedFromOutside, readImageLock, today } from '../host/host';
import { clusterFor, policyFor } from '../host/settings';
import { ModelDraft } from '../model/cluster-model';
import { tellContext } from './app-context';
import { joining } from './app-wide';
import { checkCall } from './call';
import { Component, waitingFor } from './component';
import { outputs } from './deferred-leaves';
import { quietly } from './errors';
import { kubernetesObject } from './kubernetes-object';
import { machinery } from './lazy';
import { Rendering } from './rendering';
import { under } from './tree';
import { suppress } from './waive';

/** What a caller says about an app; everything has a default. */
export interface HardenedAppArgs {
  /** What is judged and how. @default restricted() */
  readonly policy?: Policy;
  /** The cluster that the app is for. @default clusters.kubeadm() */
  readonly cluster?: ClusterProfile;
  /** Digests of images: a lock, or the path of its file. @default none */
  readonly images?: ImageLock | string;
  /** The day on which waivers are judged, `YYYY-MM-DD`. @default BULWARK_TODAY, else the clock */
  readonly today?: string;
  /** Names of Secrets that every workload pulls its images with. @default none */
  readonly imagePullSecrets?: readonly pulumi.Input<string>[];
  /** Suppressions that hold in the whole app. @default none */
  readonly waivers?: readonly Waiver[];
}

const ARGS: ShapeTable<HardenedAppArgs> = { ...APP };

/**
 * What components of one app stand in: they are judged together, and made all or not at all. Give it as their `parent`.
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
   * when the app is whole. `bulwark synth --pulumi` writes them beside the manifests.
   */
  get configuration(): pulumi.Output<Readonly<Record<string, string>>> {
    return pulumi.output(this.rendering.configuration());
  }

  private found(name: string, args: HardenedAppArgs, opts?: pulumi.ComponentResourceOptions): Rendering {
    const problems = new Problems(under(opts?.parent, name), outputs);
    problems.check(args, ARGS, { deferred: true });
    refuseDeferred(args, { imagePullSecrets: { '*': true } }, problems);
    problems.throwIfBroken();
    const imagePullSecrets = pullSecrets(args.imagePullSecrets ?? [], problems);
    problems.throwIfAny();
    const policy = policyFor(args.policy);
    const cluster = clusterFor(args.cluster);
    const day = today(args.today);
    const images = readImageLock(args.images);
    const model = new ModelDraft(cluster, policy);
    const rendering = new Rendering({
      engine: machinery().compilePolicy(policy, cluster),
      model,
      day,
      mayBeUnused: isLockedFromOutside() ? ['image-pinned-to-digest'] : [],
    });
    const before: pulumi.Resource[] = [];
    const context = { policy, cluster, images, deferred: outputs, model };
    tellContext(this, { ...context, imagePullSecrets, rendering, day, before });
    suppress(this, args.waivers ?? []);
    const own = priorityClass(cluster);
    if (own !== undefined) {
      before.push(kubernetesObject(this, () => clone(own), { name, dependsOn: waitingFor(this, []) }));
    }
    return rendering;
  }
}
