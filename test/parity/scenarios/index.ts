import type { Scenario } from './front-end';
import { IDENTITIES_SCENARIOS } from './identities';
import { KINDS_SCENARIOS } from './kinds';
import { NAMESPACES_SCENARIOS } from './namespaces';
import { SECRETS_SCENARIOS } from './secrets';
import { STORAGE_SCENARIOS } from './storage';
import { TRAFFIC_SCENARIOS } from './traffic';
import { WORKLOADS_SCENARIOS } from './workloads';

export * from './front-end';

/** Small apps that between them use every prop of every construct; a test counts. */
export const SCENARIOS: readonly Scenario[] = [
  ...NAMESPACES_SCENARIOS,
  ...WORKLOADS_SCENARIOS,
  ...TRAFFIC_SCENARIOS,
  ...SECRETS_SCENARIOS,
  ...STORAGE_SCENARIOS,
  ...KINDS_SCENARIOS,
  ...IDENTITIES_SCENARIOS,
];
