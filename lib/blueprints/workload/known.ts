import type { PropTable } from '../known-props';
import type {
  ContainerProps,
  ExtraContainerProps,
  PortProp,
  ProbeProp,
  ResourceProps,
  SidecarProps,
  WorkloadProps,
} from './props';

const CONTAINER: PropTable<ContainerProps> = {
  image: true,
  command: true,
  args: true,
  workingDir: true,
  env: true,
  envFrom: true,
  resources: true,
  scratch: true,
  files: true,
  lifecycle: true,
  fields: true,
};

export const INIT_CONTAINER: PropTable<ExtraContainerProps> = { ...CONTAINER, name: true, uses: true };

export const SIDECAR: PropTable<SidecarProps> = {
  ...INIT_CONTAINER,
  probe: true,
  liveness: true,
  port: true,
};

export const RESOURCES: PropTable<ResourceProps> = {
  cpu: true,
  memory: true,
  ephemeralStorage: true,
  cpuLimit: true,
  memoryLimit: true,
  extended: true,
  claims: true,
};

type KeysOf<Form> = Form extends object ? keyof Form : never;

export const PORT: { readonly [Key in KeysOf<PortProp>]-?: true } = {
  container: true,
  service: true,
  name: true,
  protocol: true,
};

/** The fields of all forms of a probe. */
export const PROBE: { readonly [Key in KeysOf<Exclude<ProbeProp, string>>]-?: true } = {
  http: true,
  grpc: true,
  tcp: true,
  exec: true,
  port: true,
  headers: true,
  scheme: true,
  period: true,
  timeout: true,
  failures: true,
  delay: true,
  successes: true,
  terminationGracePeriod: true,
};

export const WORKLOAD: PropTable<WorkloadProps> = {
  ...CONTAINER,
  name: true,
  selector: true,
  port: true,
  ports: true,
  probe: true,
  liveness: true,
  startupBudget: true,
  uses: true,
  replicas: true,
  autoscaled: true,
  initContainers: true,
  sidecars: true,
  user: true,
  labels: true,
  annotations: true,
  podAnnotations: true,
  component: true,
  nodeSelector: true,
  architecture: true,
  imagePullSecrets: true,
  terminationGracePeriod: true,
  minReadySeconds: true,
  revisionHistoryLimit: true,
  strategy: true,
  paused: true,
  progressDeadlineSeconds: true,
  priorityClass: true,
  seLinux: true,
  appArmor: true,
  userNamespaces: true,
  ndots: true,
  spread: true,
  pod: true,
  podSecurity: true,
  waivers: true,
};
