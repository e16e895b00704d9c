import type { LateLeaves } from '../late';

const TEXTS: LateLeaves = { '*': true };

const HOOK: LateLeaves = { exec: TEXTS };

const PROBE: LateLeaves = { exec: TEXTS, headers: TEXTS };

const CONTAINER = {
  image: true,
  command: TEXTS,
  args: TEXTS,
  workingDir: true,
  env: TEXTS,
  envFrom: { '*': { secret: true, configMap: true } },
  resources: {
    cpu: true,
    memory: true,
    ephemeralStorage: true,
    cpuLimit: true,
    memoryLimit: true,
    extended: TEXTS,
  },
  files: { '*': { files: TEXTS, configMap: true, secret: true } },
  lifecycle: { postStart: HOOK, preStop: HOOK },
  fields: true,
  // References to other workloads, which are no plain data.
  uses: true,
  probe: PROBE,
  liveness: PROBE,
} as const satisfies LateLeaves;

/** The props of a workload that may be known only later: all that a pod holds without being found by it. */
export const WORKLOAD_LEAVES: LateLeaves = {
  ...CONTAINER,
  initContainers: { '*': CONTAINER },
  sidecars: { '*': CONTAINER },
  annotations: TEXTS,
  podAnnotations: TEXTS,
  imagePullSecrets: TEXTS,
  pod: true,
  podSecurity: true,
  // An identity, which is no plain data.
  account: true,
};
