import { canonical } from '../../lib/core/manifest/canonical';
import { dataText, listAt, objectAt, objectsAt, type PlainObject } from '../../lib/core/manifest/plain';
import { writeYaml } from '../../lib/core/yaml';
import { partyOf } from '../../lib/model/cluster-model';
import { rendered } from './made';
import { marks, objectsIn, reading, routes, routeText } from './told';

const DEPLOYMENT = (name: string, extra = '', port = 8080): string => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: shop}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}, tier: back${extra}}}
    spec:
      containers: [{name: c, image: 'a/b:v1', ports: [{containerPort: ${port}, name: http}]}]
---`;

const POLICY = (spec: string, name = 'p'): string => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: ${name}, namespace: shop}
spec: ${spec}
---`;

const APPS = DEPLOYMENT('web') + DEPLOYMENT('db', '', 5432);

const of = (yaml: string): ReturnType<typeof reading> => reading(APPS + yaml);

test.each<[string, string, string[], string[]]>([
  [
    'both ends say it',
    POLICY(
      '{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to: [{podSelector: {matchLabels: {app: db}}}], ports: [{port: 5432}]}]}',
    ) +
      POLICY(
        '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: http}, {port: 9}]}]}',
        'q',
      ),
    ['shop/web -> shop/db 5432', 'shop/web -> shop/db 9 (to)'],
    [],
  ],
  [
    'one end alone says it',
    POLICY(
      '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]}',
    ),
    ['shop/web -> shop/db all (to)'],
    [],
  ],
  ['nothing is opened', POLICY('{podSelector: {}}'), [], []],
  ['everybody is let in', POLICY('{podSelector: {}, ingress: [{}]}'), ['everybody -> pods in shop all'], []],
  [
    'an empty list of peers is everyone, too',
    POLICY(
      '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [], ports: [{port: 5432, endPort: 5440}, {protocol: UDP}]}]}',
    ),
    ['everybody -> shop/db 5432-5440 all/UDP'],
    [],
  ],
  [
    'two workloads by one label',
    POLICY(
      '{podSelector: {matchLabels: {tier: back}}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}], ports: [{port: http}]}]}',
    ),
    ['10.0.0.0/8 -> shop/db 5432', '10.0.0.0/8 -> shop/web 8080'],
    [],
  ],
  [
    'nobody has the labels',
    POLICY(
      '{podSelector: {matchLabels: {app: cache}}, ingress: [{from: [{namespaceSelector: {}}], ports: [{port: http}]}]}',
    ),
    ['pods in selected namespaces -> pods in shop http (to)'],
    ['NetworkPolicy shop/p, spec.podSelector: it selects no pod of the set'],
  ],
  [
    'pods of another namespace',
    POLICY(
      '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: monitoring}}, podSelector: {matchLabels: {app: prometheus}}}], ports: [{port: 9187}]}]}',
    ),
    ['pods in monitoring -> shop/db 9187'],
    [],
  ],
  [
    'a direction that is not in force',
    POLICY('{podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress], egress: [{}]}'),
    [],
    ['NetworkPolicy shop/p, spec.egress: not in force: policyTypes has no Egress'],
  ],
  [
    'a name that no port has',
    POLICY(
      '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {}}], ports: [{port: metrics}]}]}',
    ),
    [],
    [
      'NetworkPolicy shop/p, spec.ingress[0].ports[0]: no container of db has a TCP port of this name: it opens nothing',
    ],
  ],
  ['an empty list of rules opens nothing', POLICY('{podSelector: {}, ingress: []}'), [], []],
  [
    'all namespaces are not everybody',
    POLICY(
      '{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to: [{namespaceSelector: {}}], ports: [{port: 53, protocol: UDP}]}]}',
    ),
    ['shop/web -> pods in selected namespaces 53/UDP (from)'],
    [],
  ],
  [
    'pods with the labels in another namespace',
    POLICY(
      '{podSelector: {matchLabels: {app: web}}, ingress: [{from: [{podSelector: {}}], ports: [{port: 1}]}]}',
    ).replace('namespace: shop', 'namespace: far'),
    ['pods in far -> pods in far 1 (to)'],
    ['NetworkPolicy far/p, spec.podSelector: it selects no pod of the set'],
  ],
  [
    'policies that overlap',
    POLICY(
      '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 1}]}]}',
    ) +
      POLICY(
        '{podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 2}]}]}',
        'q',
      ) +
      POLICY(
        '{podSelector: {matchExpressions: [{key: app, operator: In, values: [db]}]}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 1}, {port: 3}]}]}',
        'r',
      ),
    ['shop/web -> pods in shop 2 (to)', 'shop/web -> shop/db 1 3 (to)'],
    [],
  ],
  [
    'its own namespace by its name',
    POLICY(
      '{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to: [{namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: In, values: [shop]}]}, podSelector: {matchLabels: {app: db}}}], ports: [{port: http}]}]}',
    ),
    ['shop/web -> shop/db 5432 (from)'],
    [],
  ],
  [
    'a peer that several workloads of the set are',
    POLICY(
      '{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to: [{podSelector: {matchLabels: {tier: back}}}, {podSelector: {matchLabels: {tier: far}}}], ports: [{port: http}]}]}',
    ),
    ['shop/web -> pods in shop http', 'shop/web -> pods in shop http (from)'],
    [],
  ],
  [
    'ranges that are none',
    POLICY(
      '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {}}], ports: [{port: http, endPort: 9}, {port: 9, endPort: 8}, {endPort: 9}, {port: 7, endPort: 7}]}]}',
    ),
    ['pods in shop -> shop/db 7 (to)'],
    [0, 1, 2].map(
      (at) =>
        `NetworkPolicy shop/p, spec.ingress[0].ports[${at}]: it is no range: endPort needs a number above that of port`,
    ),
  ],
  [
    'a name of a port of another protocol',
    POLICY(
      '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {}}], ports: [{port: http, protocol: UDP}]}]}',
    ),
    [],
    [
      'NetworkPolicy shop/p, spec.ingress[0].ports[0]: no container of db has a UDP port of this name: it opens nothing',
    ],
  ],
  [
    'what nobody can read',
    POLICY(
      '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: 300.0.0.0/8}}, {}, x, {podSelector: {matchExpressions: [{key: a, operator: Like}]}}], ports: [{port: [1]}, 7], when: now}], mode: audit}',
    ),
    [],
    [
      'NetworkPolicy shop/p, spec.mode: the model has no place for it',
      'NetworkPolicy shop/p, spec.ingress[0].when: the model has no place for it',
      'NetworkPolicy shop/p, spec.ingress[0].from[0].ipBlock.cidr: the range cannot be read',
      'NetworkPolicy shop/p, spec.ingress[0].from[1]: it names nobody, and the API server refuses it',
      'NetworkPolicy shop/p, spec.ingress[0].from[2]: it is no peer',
      'NetworkPolicy shop/p, spec.ingress[0].from[3].podSelector: the selector cannot be read',
    ],
  ],
  [
    'a selector that nobody can read',
    POLICY('{podSelector: {matchLabels: {app: 1}}, ingress: [{}]}'),
    [],
    ['NetworkPolicy shop/p, spec.podSelector: the selector cannot be read: nobody knows whose policy it is'],
  ],
])('%s', (_, yaml, expected, unread) => {
  const read = of(yaml);
  expect(routes(read.model)).toEqual(expected);
  expect(marks(read).sort()).toEqual([...unread].sort());
});

test('where no policy isolates pods, the model says that everything is open', () => {
  const states = ({ model }: ReturnType<typeof reading>): unknown =>
    model.workloads.map(({ workload, isolation }) => [workload.name, isolation]);
  expect(states(of(''))).toEqual([
    ['web', { ingress: 'open', egress: 'open' }],
    ['db', { ingress: 'open', egress: 'open' }],
  ]);
  const half = POLICY('{podSelector: {matchLabels: {app: db}}}');
  expect(states(of(half))).toEqual([
    ['web', { ingress: 'open', egress: 'open' }],
    ['db', { ingress: 'isolated', egress: 'open' }],
  ]);
  const both = POLICY('{podSelector: {}, policyTypes: [Ingress, Egress]}');
  expect(states(of(both))).toEqual([
    ['web', undefined],
    ['db', undefined],
  ]);
  const unreadable = POLICY('{podSelector: {matchLabels: {app: 1}}}');
  expect(states(of(unreadable))).toEqual([
    ['web', { ingress: 'unknown', egress: 'unknown' }],
    ['db', { ingress: 'unknown', egress: 'unknown' }],
  ]);
  const plugin = `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: {name: p, namespace: shop}
spec: {endpointSelector: {}}
`;
  expect(states(of(both + plugin))).toEqual([
    ['web', { ingress: 'unknown', egress: 'unknown' }],
    ['db', { ingress: 'unknown', egress: 'unknown' }],
  ]);
  expect(states(of(plugin))).toEqual(states(of(both + plugin)));
  expect(marks(of(plugin))).toEqual(['CiliumNetworkPolicy shop/p: the model has no place for it']);
});

test('a route of all pods of a namespace is one of each of its workloads', () => {
  const { model } = of(
    POLICY('{podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8}}]}]}'),
  );
  const [web] = model.workloads;
  expect(web && model.from(partyOf(web)).map(routeText)).toEqual(['pods in shop -> 10.0.0.0/8 all']);
  expect(web && model.to(partyOf(web))).toEqual([]);
});

test('a peer of all pods of the namespace opens nothing at their end', () => {
  const { model } = of(
    POLICY('{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {}}]}]}'),
  );
  expect(routes(model)).toEqual(['pods in shop -> shop/db all (to)']);
  const [web] = model.workloads;
  expect(web && model.from(partyOf(web))).toEqual([]);
});

test('what a policy says is said again where the model is rendered', () => {
  const rules = `[
    {from: [{namespaceSelector: {matchExpressions: [{key: team, operator: Exists}]}, podSelector: {matchLabels: {a: b}}}], ports: [{port: 80, endPort: 90, protocol: TCP}, {protocol: UDP}]},
    {from: [{namespaceSelector: {}, podSelector: {}}]},
    {ports: [{port: 7, protocol: SCTP}]}
  ]`;
  const spec = `{podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress, Egress], ingress: ${rules}}`;
  const [written] = objectsIn(POLICY(spec, 'db'));
  const again = rendered(of(POLICY(spec, 'db')).model).find(
    (object) => object.kind === 'NetworkPolicy' && objectAt(object, 'metadata')?.name === 'db',
  );
  const told = (object: PlainObject | undefined): string[] =>
    objectsAt(objectAt(object, 'spec'), 'ingress')
      .map((rule) =>
        writeYaml(
          canonical({
            ...rule,
            ports: listAt(rule, 'ports')
              .map((port) => dataText(canonical({ port })))
              .sort(),
          }),
        ),
      )
      .sort();
  expect(told(again)).toEqual(told(written));
  expect(told(again)).toHaveLength(3);
});
