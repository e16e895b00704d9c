/** What hardens and judges: a hundred controls and all kinds of Kubernetes. Only for `late.ts`. */

export { engineOf } from '../core/engine/engine';
export { joinProps } from './join-props';
export { renderAll } from './render-all';
