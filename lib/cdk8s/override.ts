import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { EDITS } from '../blueprints/edit-shape';
import { addEdits, type Edit } from '../blueprints/edits';
import { checkArgument } from '../core/check-input';
import { BulwarkError } from '../core/errors';
import type { Waiver } from '../core/policy/waiver';
import { hookRendering } from './app/rendering';
import { checkConstruct } from './call';
import { waive } from './waive';

/**
 * Sets fields that the types do not offer, on the rendered object, after everything else. The object is judged all the
 * same, so the waiver has to name the control that the edit breaks. An edit whose path leads nowhere is an error when
 * the object renders.
 * @throws BulwarkError where the construct has no object of its own
 */
export function override(construct: IConstruct, edits: readonly Edit[], waiver: Waiver): void {
  checkConstruct('override', construct);
  checkArgument(`override(${construct.node.path})`, 'edits', edits, EDITS);
  const object = objectOf(construct);
  addEdits(object, edits);
  hookRendering(object);
  waive(object, waiver);
}

function objectOf(construct: IConstruct): ApiObject {
  if (ApiObject.isApiObject(construct)) return construct;
  const child = construct.node.defaultChild;
  if (child !== undefined && ApiObject.isApiObject(child)) return child;
  throw new BulwarkError(`override: ${construct.node.path} has no object of its own`, [
    'Fix: name the ApiObject itself, such as the default child of the construct',
  ]);
}
