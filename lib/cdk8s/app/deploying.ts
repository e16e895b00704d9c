import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { DeployPlan } from '../../core/deploy/plan';
import { flattenList } from '../../core/manifest/lists';
import type { PlainObject } from '../../core/manifest/plain';
import { contextOf, modelOf } from './app-context';
import { machinery } from './lazy';

// Keyed by name, so that two copies of this package in one program understand each other.
const PLAN = Symbol.for('bulwark.deploy-plan');
const LAST = Symbol.for('bulwark.renders-last');

/** Says that an object tells what is in the whole tree, so that all others render before it. */
export function renderLast(object: ApiObject): void {
  Object.defineProperty(object, LAST, { value: true });
}

/** Whether all others render before an object. */
export function rendersLast(object: ApiObject): boolean {
  return Reflect.get(object, LAST) === true;
}

/** Plans who applies what of a tree, and tells it the objects that say so. @param manifests all others, rendered */
export function planDeployment(root: IConstruct, manifests: readonly PlainObject[]): DeployPlan {
  const plan = planOf(root, manifests);
  Object.defineProperty(root, PLAN, { value: plan, configurable: true });
  return plan;
}

/** Who applies what of the tree of a construct: as its last synthesis said, else from a rendering of its own. */
export function deployPlanOf(construct: IConstruct): DeployPlan {
  const { root } = construct.node;
  const told: DeployPlan | undefined = Reflect.get(root, PLAN);
  return told ?? planOf(root, renderedIn(root));
}

/** Forgets what a synthesis said: the tree may still change. */
export function forgetDeployment(root: IConstruct): void {
  Reflect.deleteProperty(root, PLAN);
}

function planOf(root: IConstruct, manifests: readonly PlainObject[]): DeployPlan {
  const { DeployPlan } = machinery();
  return new DeployPlan(manifests, modelOf(root).deployers, contextOf(root).compiled.registry);
}

function renderedIn(root: IConstruct): PlainObject[] {
  return root.node
    .findAll()
    .filter((construct) => ApiObject.isApiObject(construct))
    .filter((object) => !rendersLast(object))
    .flatMap((object): PlainObject[] => flattenList(object.toJson()));
}
