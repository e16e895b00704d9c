import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { describeProps } from '../../blueprints/description';
import { parseNamespace, suppressionsOf } from '../../blueprints/namespace/parse';
import type { NamespaceProps } from '../../blueprints/namespace/props';
import { formerOptOuts } from '../../blueprints/opt-out';
import { Problems } from '../../blueprints/problems';
import { deliveredPulls } from '../../blueprints/pull-secrets';
import { checkUse } from '../../blueprints/secrets/check-use';
import { tellSubject } from '../../blueprints/suppressions';
import { isPlain } from '../../core/manifest/plain';
import { noteFormerAt } from '../../host/former';
import { objectsOfNamespace } from '../../renderers';
import { contextOf, modelOf, tellNamespace, under } from '../app/app-context';
import { BlueprintObject } from '../app/blueprint-object';
import { checkCall } from '../call';
import { suppress } from '../waive';
import { emitSecrets } from './delivered-secrets';

/** What a caller says about an isolated namespace; everything has a default. */
export interface IsolatedNamespaceProps extends NamespaceProps {}

/**
 * A chart that is a namespace: Pod Security labels with a pinned version, quota and limits, a policy that denies all
 * traffic in both directions, and a `default` ServiceAccount without a token. What is in it belongs to it.
 * @throws InvalidInputError with everything that is wrong with the props
 */
export class IsolatedNamespace extends Chart {
  /** The namespace's name. */
  readonly name: string;

  constructor(scope: Construct, id: string, given: IsolatedNamespaceProps = {}) {
    checkCall('IsolatedNamespace', scope, id);
    const problems = new Problems(under(scope, id));
    checkProps(given, new.target === IsolatedNamespace, problems);
    noteFormerAt(under(scope, id), formerOptOuts(given));
    const props = contextOf(scope).environment?.namespace(given, given.name ?? id) ?? given;
    super(scope, id, { namespace: props.name ?? id, disableResourceNameHashes: true });
    refuseOtherName(props, props.name ?? id, problems);
    const namespace = parseNamespace(id, props, props.existing === true, problems, contextOf(scope));
    const pulls = [...(contextOf(scope).pulls ?? []), ...deliveredPulls(props.imagePullSecrets)];
    checkUse(pulls, namespace, modelOf(scope), problems);
    problems.throwIfAny();
    this.name = namespace.name;
    tellNamespace(this, namespace);
    tellSubject(this, { kind: 'Namespace', namespace: undefined, name: namespace.name });
    suppress(this, suppressionsOf(props));
    const model = modelOf(this);
    model.namespaces.push(namespace);
    for (const { identity, object } of objectsOfNamespace(namespace, model))
      new BlueprintObject(this, idOf(identity), identity, object);
    emitSecrets(this, pulls);
  }

  /**
   * A namespace that someone else made: everything of an isolated namespace but the Namespace itself.
   * Emits no cluster-scoped object.
   */
  static existing(scope: Construct, id: string, props: IsolatedNamespaceProps = {}): IsolatedNamespace {
    return new IsolatedNamespace(scope, id, { ...props, existing: true });
  }
}

function checkProps(props: IsolatedNamespaceProps, strict: boolean, problems: Problems): void {
  // What a chart would take is told apart.
  const { shapes } = describeProps('NamespaceProps');
  problems.check(isPlain(props) ? { ...props, namespace: undefined } : props, shapes, { strict });
  problems.throwIfBroken();
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
