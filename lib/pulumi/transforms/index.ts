export type { StackWaiver, UrnWaiver } from '../../stack/waivers';
export { hardenStack, hardenTransform, hardenTransformation } from './adapters';
export type { HardenOptions } from './hardening';
