/** What hardens and judges: a hundred controls and all kinds of Kubernetes. Only for `lazy.ts`. */

export { compilePolicy } from '../../core/engine/compiled-policy';
export { ManifestSet } from '../../core/manifest/manifest-set';
export { readWorkloadsOf } from '../../readers';
export { joinProps } from '../raw/join-props';
export { configurationOf, renderAll } from './render-all';
