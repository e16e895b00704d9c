import { flag, listOf, mapOf, number, objectOf, oneOf, type Shape, type ShapeTable, text } from '../shape';
import { type ClusterProfile, KUBERNETES_VERSIONS } from './profile';

const ENDPOINT = objectOf(
  { cidr: { ...text, sample: `'192.0.2.10/32'` }, port: { ...number, sample: '6443' } },
  ['cidr', 'port'],
);
const CIDRS = listOf({ ...text, needs: 'a range of addresses', sample: `'10.0.0.0/8'` });
const CLASS = objectOf({ name: text, value: number, create: flag }, ['name', 'value', 'create']);

/** What the fields of a cluster profile look like. */
export const CLUSTER_FIELDS: ShapeTable<ClusterProfile> = {
  name: text,
  kubernetes: oneOf(...KUBERNETES_VERSIONS),
  cni: oneOf('calico', 'cilium', 'kindnet', 'aws-vpc', 'other'),
  dns: objectOf({
    domain: text,
    peers: listOf(objectOf({ namespace: text, labels: mapOf(text), cidr: text })),
    port: number,
  }),
  apiServer: objectOf({ service: ENDPOINT, endpoints: listOf(ENDPOINT) }, ['service', 'endpoints']),
  cidrs: objectOf({ pods: CIDRS, services: CIDRS, nodes: CIDRS }, ['pods', 'services', 'nodes']),
  metadata: CIDRS,
  appArmor: flag,
  userNamespaces: flag,
  seLinuxType: text,
  priorityClass: CLASS,
  logBudget: { ...text, needs: 'a quantity', sample: `'50Mi'` },
  registries: listOf(text),
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

/** A cluster profile. */
export const CLUSTER: Shape = {
  ...objectOf(CLUSTER_FIELDS, REQUIRED),
  needs: 'a cluster profile',
  sample: 'clusters.kubeadm()',
};

/** What a preset takes: whatever a caller knows better, its name excepted. */
export const CLUSTER_OPTIONS: Readonly<Record<string, Shape>> = Object.fromEntries(
  Object.entries(CLUSTER_FIELDS).filter(([field]) => field !== 'name'),
);
