/** Matchers for Jest. Importing this adds them to the `expect` of the running test, and their types. */

import './register';

export { extendExpect } from './extend';
export { type FindingOptions, toHaveNoFindings } from './have-no-findings';
export { manifestSerializer, toMatchManifestSnapshot } from './match-manifest-snapshot';
export type { BulwarkMatchers } from './matchers';
export { type RestrictedOptions, toPassRestricted } from './pass-restricted';
