import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { isolatedNamespace } from '../blueprints/namespace/blueprint';
import { parseNamespace } from '../blueprints/namespace/parse';
import type { NamespaceProps } from '../blueprints/namespace/props';
import { Problems } from '../blueprints/problems';
import { clone } from '../core/manifest/plain';
import type { Waiver } from '../core/policy/waiver';
import { BlueprintObject, identityOf } from './blueprint-object';
import { addExcuses } from './excuses';
import { surroundingsOf, tellNamespace } from './surroundings';

/** What a caller says about an isolated namespace; everything has a default. */
export interface IsolatedNamespaceProps extends NamespaceProps {
  /** Whether the Namespace object itself is somebody else's. @default false */
  readonly existing?: boolean;
  /** Excuses that hold in the whole namespace. @default none */
  readonly waivers?: readonly Waiver[];
}

/**
 * A chart that is a namespace: Pod Security labels with a pinned version, quota and limits, a policy that denies all
 * traffic in both directions, and a `default` ServiceAccount without a token. What stands in it belongs to it.
 * @throws InvalidInputError with everything that is wrong with the props
 */
export class IsolatedNamespace extends Chart {
  /** The namespace's name. */
  readonly name: string;

  constructor(scope: Construct, id: string, props: IsolatedNamespaceProps = {}) {
    super(scope, id, { namespace: props.name ?? id, disableResourceNameHashes: true });
    const problems = new Problems(this.node.path);
    const { policy, cluster } = surroundingsOf(this);
    const model = parseNamespace(id, props, { policy, cluster }, problems);
    problems.throwIfAny();
    this.name = model.name;
    tellNamespace(this, model);
    addExcuses(this, props.waivers ?? []);
    for (const manifest of isolatedNamespace(model, { existing: props.existing === true })) {
      const identity = identityOf(manifest);
      new BlueprintObject(this, idOf(identity), identity, () => clone(manifest));
    }
  }

  /**
   * A namespace that somebody else made: everything of an isolated namespace but the Namespace itself.
   * Emits no cluster-scoped object.
   */
  static existing(scope: Construct, id: string, props: IsolatedNamespaceProps = {}): IsolatedNamespace {
    return new IsolatedNamespace(scope, id, { ...props, existing: true });
  }
}

/**
 * Unique in its namespace. The first id is the same in all namespaces: children are keys of an object, and V8 treats
 * every object of the program badly once some 1,500 different first keys have been seen.
 */
function idOf({ kind, name }: { readonly kind: string; readonly name: string }): string {
  return kind === 'Namespace' ? kind : `${kind}-${name}`;
}
