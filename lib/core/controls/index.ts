import type { PlainObject } from '../manifest/plain';
import { suggest } from '../manifest/suggest';
import type { Control } from './control';
import { imageControls } from './image';
import { ingressControls } from './ingress';
import { namespaceControls } from './namespace';
import { networkControls } from './network';
import { isOwnId, type OwnControlId } from './own';
import { podControls } from './pod';
import { rbacControls } from './rbac';
import { secretsControls } from './secrets';
import { workloadControls } from './workload';

const catalogue = [
  ...podControls,
  ...imageControls,
  ...workloadControls,
  ...namespaceControls,
  ...networkControls,
  ...ingressControls,
  ...rbacControls,
  ...secretsControls,
] as const;

/** The id of a control that Bulwark has. */
export type ShippedControlId = (typeof catalogue)[number]['id'];

/** The id of a control, of Bulwark or of an organisation; what a waiver names. */
export type ControlId = ShippedControlId | OwnControlId;

/** Parameters of controls, over their defaults: by control id. */
export type ControlParams = {
  readonly [C in Parameterised as C['id']]?: Partial<NonNullable<C['params']>>;
} & { readonly [Id in OwnControlId]?: PlainObject };

type Parameterised = Exclude<(typeof catalogue)[number], { readonly params?: undefined }>;

/** Every control, in the order of the catalogue. */
export const controls: readonly Control[] = catalogue;

/** The id of every control, in the order of the catalogue. */
export const controlIds: readonly ShippedControlId[] = catalogue.map((control) => control.id);

/** The control of an id, or undefined where there is none. */
export function controlOf(id: string): Control | undefined {
  return byId.get(id);
}

/** A string as the id of a control: of one that Bulwark has, or in the form that those of organisations have. */
export function idFrom(text: unknown): ControlId | undefined {
  return isOwnId(text) ? text : controlIds.find((id) => id === text);
}

/** What to say of an id that no control has. */
export function noControl(id: string): string {
  const meant = suggest(id, controlIds);
  return `there is no control '${id}'${meant === undefined ? '; bulwark controls lists them' : `; did you mean '${meant}'?`}`;
}

const byId = new Map<string, Control>(controls.map((control) => [control.id, control]));
