import { objectNameProblems } from '../manifest/names';
import { isPlain } from '../manifest/plain';
import {
  fitsWhole,
  flag,
  listOf,
  mapOf,
  number,
  objectOf,
  oneOf,
  type Shape,
  type ShapeTable,
  text,
} from '../shape';
import { disagreements } from './agree';
import { CLOUD_IDENTITY } from './cloud-identity';
import { CONTROL_PLANE } from './control-plane';
import { ENCRYPTION } from './encryption-shape';
import { GATEWAY } from './gateway';
import { GATEWAY_API } from './gateway-api';
import { INGRESS } from './ingress';
import { KUBELET } from './kubelet';
import { MONITORING } from './monitoring';
import {
  type ClusterProfile,
  CNIS,
  KUBERNETES_VERSIONS,
  MESHES,
  MOST_NODES,
  POLICY_ENGINES,
} from './profile';
import { STORAGE } from './storage';

const ENDPOINT = objectOf(
  { cidr: { ...text, sample: `'192.0.2.10/32'` }, port: { ...number, sample: '6443' } },
  ['cidr', 'port'],
);
const CIDRS = listOf({ ...text, needs: 'a range of addresses', sample: `'10.0.0.0/8'` });
const CLASS_NAME: Shape = {
  needs: 'the name of a PriorityClass',
  sample: `'standard'`,
  fits: (value) => typeof value === 'string' && objectNameProblems('PriorityClass', value).length === 0,
};
const CLASS = objectOf({ name: CLASS_NAME, value: number, create: flag }, ['name', 'value', 'create']);

const DNS = {
  domain: text,
  peers: listOf(objectOf({ namespace: text, labels: mapOf(text), cidr: text })),
  port: number,
};

const NODE_COUNT: Shape = {
  needs: `a whole number from 1 to ${MOST_NODES}`,
  sample: '12',
  fits: (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MOST_NODES,
};

/** What the fields of a cluster profile look like. */
export const CLUSTER_FIELDS: ShapeTable<ClusterProfile> = {
  name: text,
  kubernetes: oneOf(...KUBERNETES_VERSIONS),
  cni: oneOf(...CNIS),
  dns: objectOf(DNS, ['domain', 'peers', 'port']),
  apiServer: objectOf({ service: ENDPOINT, endpoints: listOf(ENDPOINT) }, ['endpoints']),
  cidrs: objectOf({ pods: CIDRS, services: CIDRS, nodes: CIDRS }, ['pods', 'services', 'nodes']),
  metadata: CIDRS,
  appArmor: flag,
  userNamespaces: flag,
  seLinuxType: text,
  priorityClass: CLASS,
  logBudget: { ...text, needs: 'a quantity', sample: `'50Mi'` },
  registries: listOf(text),
  nodeCount: NODE_COUNT,
  networkPolicies: oneOf(...POLICY_ENGINES),
  mesh: oneOf(...MESHES),
  gateway: GATEWAY,
  gatewayApi: GATEWAY_API,
  ingress: INGRESS,
  monitoring: MONITORING,
  cloudIdentity: CLOUD_IDENTITY,
  controlPlane: CONTROL_PLANE,
  encryption: ENCRYPTION,
  kubelet: KUBELET,
  storage: STORAGE,
};

/** Fields that no profile can do without. */
const REQUIRED = [
  'name',
  'kubernetes',
  'cni',
  'dns',
  'apiServer',
  'cidrs',
  'metadata',
  'logBudget',
  'registries',
];

const PROFILE = objectOf(CLUSTER_FIELDS, REQUIRED);

/** A cluster profile. */
export const CLUSTER: Shape = {
  ...PROFILE,
  needs: 'a cluster profile',
  sample: 'clusters.kubeadm()',
  inside: (value, path, context) => {
    PROFILE.inside?.(value, path, context);
    if (isPlain(value)) for (const found of disagreements(value)) context.add(found);
  },
};

/** Whether a value is a cluster profile. */
export function isClusterProfile(value: unknown): value is ClusterProfile {
  return fitsWhole(value, CLUSTER);
}

/** What a preset takes: whatever a caller knows better, its name excepted; of the DNS also a part. */
export const CLUSTER_OPTIONS: Readonly<Record<string, Shape>> = {
  ...Object.fromEntries(Object.entries(CLUSTER_FIELDS).filter(([field]) => field !== 'name')),
  dns: objectOf(DNS),
};
