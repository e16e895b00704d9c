import type { DeferredLeaves } from '../deferred';

/** The values of a plain object or list, never the whole: what reads its fields would find none. */
const EACH: DeferredLeaves = { '*': true };

const HOOK: DeferredLeaves = { exec: EACH };

const PROBE: DeferredLeaves = { exec: EACH, headers: EACH };

const CONTAINER = {
  image: true,
  command: EACH,
  args: EACH,
  workingDir: true,
  env: EACH,
  envFrom: { '*': { secret: true, configMap: true } },
  resources: {
    cpu: true,
    memory: true,
    ephemeralStorage: true,
    cpuLimit: true,
    memoryLimit: true,
    extended: EACH,
  },
  files: { '*': { files: EACH, configMap: true, secret: true } },
  lifecycle: { postStart: HOOK, preStop: HOOK },
  fields: EACH,
  // References to other workloads, which are no plain data.
  uses: EACH,
  probe: PROBE,
  liveness: PROBE,
} as const satisfies DeferredLeaves;

/** The props of a workload that may be known only later: all that a pod holds without being found by it. */
export const WORKLOAD_LEAVES: DeferredLeaves = {
  ...CONTAINER,
  initContainers: { '*': CONTAINER },
  sidecars: { '*': CONTAINER },
  annotations: EACH,
  podAnnotations: EACH,
  imagePullSecrets: EACH,
  pod: EACH,
  podSecurity: EACH,
  // An identity, which is no plain data.
  account: true,
};
