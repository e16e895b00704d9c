import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { addExcuses } from '../blueprints/excuses';
import { type PropTable, refuseUnknown } from '../blueprints/known-props';
import { isolatedNamespace } from '../blueprints/namespace/blueprint';
import { parseNamespace } from '../blueprints/namespace/parse';
import type { NamespaceProps } from '../blueprints/namespace/props';
import { Problems } from '../blueprints/problems';
import { clone } from '../core/manifest/plain';
import type { Waiver } from '../core/policy/waiver';
import { BlueprintObject, identityOf } from './blueprint-object';
import { surroundingsOf, tellNamespace } from './surroundings';

/** What a caller says about an isolated namespace; everything has a default. */
export interface IsolatedNamespaceProps extends NamespaceProps {
  /** Whether the Namespace object itself is somebody else's. @default false */
  readonly existing?: boolean;
  /** Excuses that hold in the whole namespace. @default none */
  readonly waivers?: readonly Waiver[];
}

const PROPS: PropTable<IsolatedNamespaceProps> = {
  name: true,
  quota: true,
  limits: true,
  cpuLimits: true,
  podSecurity: true,
  labels: true,
  annotations: true,
  imagePullSecrets: true,
  existing: true,
  waivers: true,
};

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
    if (new.target === IsolatedNamespace)
      refuseUnknown('', { ...props, namespace: undefined }, PROPS, problems);
    refuseOtherName(props, props.name ?? id, problems);
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

/** A chart of cdk8s, whose props a subclass may hand on, says its namespace as `namespace`. */
function refuseOtherName(props: object, name: string, problems: Problems): void {
  const namespace: unknown = Reflect.get(props, 'namespace');
  if (namespace === undefined || namespace === name) return;
  problems.add(
    'namespace',
    namespace,
    'the prop name: the chart is the namespace',
    `name: '${String(namespace)}'`,
  );
}
