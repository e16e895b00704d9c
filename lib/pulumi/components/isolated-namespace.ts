import * as pulumi from '@pulumi/pulumi';
import { refuseDeferred } from '../../blueprints/deferred';
import { describeProps } from '../../blueprints/description';
import { parseNamespace, suppressionsOf } from '../../blueprints/namespace/parse';
import type { NamespaceProps } from '../../blueprints/namespace/props';
import { formerOptOuts } from '../../blueprints/opt-out';
import { Problems } from '../../blueprints/problems';
import { deliveredPulls } from '../../blueprints/pull-secrets';
import { checkUse } from '../../blueprints/secrets/check-use';
import { tellSubject } from '../../blueprints/suppressions';
import { noteFormerAt } from '../../host/former';
import { objectsOfNamespace } from '../../renderers';
import type { ObjectIdentity } from '../../renderers/renderer';
import { contextFor } from '../app/app-context';
import { outputs } from '../app/deferred-leaves';
import { checkCall } from '../call';
import { Component, textFrom, waitingFor } from '../component';
import { quietly } from '../errors';
import { tellNamespace, under } from '../tree';
import { suppressBelow } from '../waive';
import { secretResources } from './delivered-secrets';
import { kubernetesObject } from './kubernetes-object';

/** What a caller says about an isolated namespace; everything has a default. */
export interface IsolatedNamespaceArgs extends NamespaceProps<pulumi.Input<string>> {}

/**
 * A namespace: Pod Security labels with a pinned version, quota and limits, a policy that denies all traffic in both
 * directions, and a `default` ServiceAccount without a token. What has it as its parent belongs to it.
 * @throws InvalidInputError with everything that is wrong with the arguments
 */
export class IsolatedNamespace extends Component {
  /** The namespace's name, as plain text. */
  readonly name: string;
  /** The namespace's name; resources that use it wait for the namespace. */
  readonly namespace: pulumi.Output<string>;

  constructor(name: string, given: IsolatedNamespaceArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    quietly(() => checkCall('IsolatedNamespace', name, given, opts));
    const context = quietly(() => contextFor(opts?.parent, name));
    const { space, args, pulls } = quietly(() => {
      const problems = new Problems(under(opts?.parent, name), outputs);
      const { shapes, leaves } = describeProps('NamespaceProps');
      problems.check(given, shapes, { deferred: true });
      refuseDeferred(given, leaves, problems);
      problems.throwIfBroken();
      noteFormerAt(under(opts?.parent, name), formerOptOuts(given));
      const props = context.environment?.namespace(given, given.name ?? name) ?? given;
      const parsed = parseNamespace(name, props, props.existing === true, problems, context);
      const pulled = [...(context.pulls ?? []), ...deliveredPulls(props.imagePullSecrets)];
      checkUse(pulled, parsed, context.model, problems);
      problems.throwIfAny();
      return { space: parsed, args: props, pulls: pulled };
    });
    super('IsolatedNamespace', name, opts);
    this.name = space.name;
    context.model.namespaces.push(space);
    tellSubject(this, { kind: 'Namespace', namespace: undefined, name: space.name });
    suppressBelow(this, suppressionsOf(args));
    const made: pulumi.CustomResource[] = [];
    for (const { identity, object } of objectsOfNamespace(space, context.model)) {
      const dependsOn = waitingFor(this, args.existing === true ? [] : made.slice(0, 1));
      // Kubernetes makes the account by itself; only what we say about it is ours.
      const patch = identity.kind === 'ServiceAccount';
      made.push(kubernetesObject(this, object, { name: resourceName(name, identity), dependsOn, patch }));
    }
    const [first] = made;
    this.namespace = first === undefined ? pulumi.output(this.name) : textFrom(first, this.name);
    tellNamespace(this, { model: space, component: this, before: made });
    made.push(...secretResources(this, pulls, context));
    this.registerOutputs({ namespace: this.name });
  }

  /**
   * A namespace that someone else made: everything of an isolated namespace but the Namespace itself.
   * Makes no cluster-scoped object.
   */
  static existing(
    name: string,
    args: IsolatedNamespaceArgs = {},
    opts?: pulumi.ComponentResourceOptions,
  ): IsolatedNamespace {
    return new IsolatedNamespace(name, { ...args, existing: true }, opts);
  }
}

/** Resources of one kind need names of their own: those of which there may be several have what they are about in it. */
function resourceName(name: string, { kind, name: own }: ObjectIdentity): string {
  const several =
    kind.startsWith('ValidatingAdmissionPolicy') || (kind === 'ResourceQuota' && own !== 'quota');
  return several ? `${name}-${own.split('.')[0]}` : name;
}
