/**
 * Matchers for Jest, and what renders a Pulumi program for them. Importing this adds them to the `expect` of the
 * running test, and their types.
 */

import './register';

export type {
  ProviderAnswers,
  RenderedResource,
  StackOptions,
  UninspectedResource,
} from '../pulumi/render/recording';
export {
  type PulumiProgram,
  type PulumiRendering,
  type RenderOptions,
  renderPulumi,
} from '../pulumi/render/render';
export { extendExpect } from './extend';
export { type FindingOptions, toHaveNoFindings } from './have-no-findings';
export { manifestSerializer, toMatchManifestSnapshot } from './match-manifest-snapshot';
export type { BulwarkMatchers } from './matchers';
export { type RestrictedOptions, toPassRestricted } from './pass-restricted';
export type { ReachOptions } from './reach-ends';
export { toReach } from './to-reach';
