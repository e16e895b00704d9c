/** What hardens and judges: a hundred controls and all kinds of Kubernetes. Only for `lazy.ts`. */

export { hardeningOf } from './program';
export { changeOf } from './rendering';
export { transformOf } from './transform';
export { transformationOf } from './transformation';
