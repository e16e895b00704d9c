export type { StackWaiver, UrnWaiver } from '../../stack/waivers';
export { type HardenPropsOptions, hardenProps } from './harden-props';
export type { HardenOptions } from './hardening';
export { hardenStack } from './stack';
export { hardenTransform } from './transform';
export { hardenTransformation } from './transformation';
