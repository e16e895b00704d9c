export type { StackWaiver, UrnWaiver } from '../stack/waivers';
export { type HardenedPoliciesOptions, hardenedPolicies } from './hardened-policies';
