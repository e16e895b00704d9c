import { either, listOf, mapOf, number, objectOf, oneOf, type Shape, text, withMethods } from '../core/shape';

/** One end of a route. */
export const PEER: Shape = withMethods(
  'a workload or external(…)',
  `external({ namespace: 'data', labels: { app: 'db' }, ports: [5432] })`,
  'portsFor',
  'party',
  'join',
);

/** Ports of a workload, by name. */
export const PORT_NAMES: Shape = listOf({ ...text, sample: `'http'` });

/** What is said of a route. */
export const ROUTE_OPTIONS = {
  ports: PORT_NAMES,
  http: {
    ...listOf(objectOf({ methods: listOf({ ...text, sample: `'GET'` }), path: text })),
    sample: `[{ methods: ['GET'], path: '/v1/*' }]`,
  },
  grpc: {
    ...listOf(objectOf({ service: text, method: text }, ['service'])),
    sample: `[{ service: 'shop.CartService' }]`,
  },
};

const PROTOCOL = oneOf('TCP', 'UDP', 'SCTP');

/** What is said of a peer outside the tree. */
export const EXTERNAL = {
  namespace: { ...text, sample: `'data'` },
  labels: { ...mapOf(text), sample: `{ 'app.kubernetes.io/name': 'db' }` },
  ports: {
    ...listOf({
      ...either(
        { ...number, sample: '5432' },
        objectOf({ port: number, protocol: PROTOCOL }, ['port', 'protocol']),
      ),
      needs: 'a number, or { port, protocol }',
    }),
    sample: '[5432]',
  },
  service: {
    ...objectOf({ name: text, port: number }, ['name', 'port']),
    sample: `{ name: 'db', port: 5432 }`,
  },
  clusterDomain: { ...text, sample: `'cluster.local'` },
  account: { ...text, sample: `'prometheus'` },
};
