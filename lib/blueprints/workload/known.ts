import { WAIVERS } from '../../core/policy/waiver-shape';
import {
  anObject,
  anything,
  either,
  listOf,
  mapOf,
  number,
  objectOf,
  oneOf,
  partsOf,
  type Shape,
  type ShapeTable,
  text,
} from '../../core/shape';
import { optOutOr } from '../opt-out';
import type {
  ContainerProps,
  ExtraContainerProps,
  PortProp,
  ProbeProp,
  ResourceProps,
  SidecarProps,
  WorkloadProps,
} from './props';

const PROBE_SHAPE: Shape = {
  ...either(oneOf('tcp', 'grpc'), anObject),
  needs: `'tcp', 'grpc', or an object such as { http: '/healthz' }`,
  sample: `{ http: '/healthz' }`,
};
const USES = mapOf(anything);
const OPT_OUT = optOutOr(false);

const CONTAINER: ShapeTable<ContainerProps> = {
  image: { ...text, needs: 'a reference with a tag', sample: `'registry.example.com/shop/web:v1.4.2'` },
  command: listOf(text),
  args: listOf(text),
  workingDir: text,
  env: mapOf({ ...either(text, anObject), sample: `'value'` }),
  envFrom: listOf({ ...anObject, sample: `{ secret: 'web' }` }),
  resources: anObject,
  scratch: { ...either(listOf(text), mapOf(text)), sample: `['/tmp']` },
  files: mapOf({ ...anObject, sample: `{ configMap: 'settings' }` }),
  lifecycle: objectOf({
    postStart: anObject,
    preStop: optOutOr('none', anObject),
    stopSignal: text,
  }),
  fields: anObject,
};

export const INIT_CONTAINER: ShapeTable<ExtraContainerProps> = { ...CONTAINER, name: text, uses: USES };

export const SIDECAR: ShapeTable<SidecarProps> = {
  ...INIT_CONTAINER,
  probe: PROBE_SHAPE,
  liveness: PROBE_SHAPE,
  port: anything,
};

export const RESOURCES: { readonly [Prop in keyof Required<ResourceProps>]: true } = {
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

export const WORKLOAD: ShapeTable<WorkloadProps> = {
  ...CONTAINER,
  name: text,
  selector: mapOf(text),
  port: anything,
  ports: listOf(anything),
  probe: PROBE_SHAPE,
  liveness: PROBE_SHAPE,
  startupBudget: number,
  uses: USES,
  initContainers: listOf(partsOf(INIT_CONTAINER)),
  sidecars: listOf(partsOf(SIDECAR)),
  user: { ...number, sample: '20001' },
  labels: mapOf(text),
  annotations: mapOf(text),
  podAnnotations: mapOf(text),
  component: text,
  nodeSelector: mapOf(text),
  architecture: text,
  imagePullSecrets: listOf(text),
  terminationGracePeriod: number,
  priorityClass: either(text, OPT_OUT),
  seLinux: OPT_OUT,
  appArmor: OPT_OUT,
  userNamespaces: OPT_OUT,
  ndots: OPT_OUT,
  spread: OPT_OUT,
  pod: anObject,
  podSecurity: anObject,
  waivers: WAIVERS,
};
