import { objectAt, objectsAt, type PlainObject, stringAt } from '../../lib/core/manifest/plain';
import { at } from '../cdk8s/support';

/** Every route that there is to be, as the parts of the system are described; DNS is everybody's. */
export const ROUTES = [
  'api -> cache:6379',
  'api -> database:5432',
  'dashboard -> prometheus:9090',
  'gateway -> web:8080',
  'migrate-v142 -> database:5432',
  'prometheus -> api:9100',
  'report -> database:5432',
  'web -> api:8080',
  'worker -> cache:6379',
  'worker -> database:5432',
];

/** The name of a peer of a rule; of DNS and the gateway by the namespace that they are in. */
function nameInShop(peer: PlainObject): string {
  const space = stringAt(
    objectAt(objectAt(peer, 'namespaceSelector'), 'matchLabels'),
    'kubernetes.io/metadata.name',
  );
  if (space !== undefined) return space === 'kube-system' ? 'dns' : 'gateway';
  const labels = objectAt(objectAt(peer, 'podSelector'), 'matchLabels');
  return stringAt(labels, 'app.kubernetes.io/instance') ?? stringAt(labels, 'app') ?? '?';
}

/** The routes of one side of all policies, without DNS. @param nameOf what a peer is called */
export function routesOf(
  objects: readonly PlainObject[],
  side: 'egress' | 'ingress',
  nameOf: (peer: PlainObject) => string = nameInShop,
): string[] {
  return objects
    .filter(({ kind }) => kind === 'NetworkPolicy')
    .flatMap((policy) =>
      objectsAt(objectAt(policy, 'spec'), side).flatMap((rule) =>
        objectsAt(rule, side === 'egress' ? 'to' : 'from').flatMap((peer) =>
          objectsAt(rule, 'ports').map(({ port }) => {
            const own = String(at(policy, 'metadata.name'));
            const [from, to] = side === 'egress' ? [own, nameOf(peer)] : [nameOf(peer), own];
            return `${from} -> ${to}:${port}`;
          }),
        ),
      ),
    )
    .filter((route) => !route.includes('-> dns:'))
    .sort();
}
