import fc from 'fast-check';
import { isPlain, type PlainObject } from '../../lib/core/manifest/plain';
import { readYaml } from '../../lib/core/yaml';
import { partyOf } from '../../lib/model/cluster-model';
import { partyKey } from '../../lib/model/intent';
import { secretUsesOf, suppressionsOf } from '../../lib/model/overview';
import { replicasOf } from '../../lib/model/workload';
import { readAll, rendered } from './made';
import { marks } from './told';

const objects = (yaml: string): PlainObject[] =>
  readYaml(yaml, 'a.yaml').documents.flatMap(({ value }) => (isPlain(value) ? [value] : []));

const POD = '{containers: [{name: a, image: b}]}';
const TEMPLATE = (app: string, spec = POD): string => `{metadata: {labels: {app: ${app}}}, spec: ${spec}}`;
const lines = (yaml: string): string[] => marks(readAll(objects(yaml)));
const none = ': the model has no place for it';

test('objects of wrong forms are marked, field by field', () => {
  expect(
    lines(`
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, annotations: [a]}
spec:
  replicas: two
  strategy: 7
  selector: {matchLabels: {app: 1}}
  template:
    metadata: {labels: {app: 1}}
    spec:
      imagePullSecrets: [null, {name: 7}, {name: registry}]
      securityContext: 7
      serviceAccountName: 9
      volumes: {a: b}
      containers:
      - {name: 3, image: x, ports: [{containerPort: x}], env: [{name: A}, 3], resources: {limits: {memory: [1]}}, volumeMounts: [7]}
---
apiVersion: v1
kind: Service
metadata: {name: front}
spec: {selector: {app: [1]}, type: [x], ports: [{port: 80, nodePort: 30000, name: a}, {port: x}, 7]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: b}
roleRef: 7
subjects: [7]
---
apiVersion: v1
kind: Namespace
metadata: {name: x, labels: {pod-security.kubernetes.io/enforce: [a]}}
---
apiVersion: v1
kind: Pod
metadata: {name: empty}
spec: {containers: []}
`).sort(),
  ).toEqual(
    [
      `Deployment web, metadata.annotations${none}`,
      `Deployment web, spec.replicas${none}`,
      `Deployment web, spec.selector.matchLabels.app${none}`,
      `Deployment web, spec.strategy${none}`,
      `Deployment web, spec.template.metadata.labels.app${none}`,
      `Deployment web, spec.template.spec.containers[0]${none}`,
      `Deployment web, spec.template.spec.imagePullSecrets[1]${none}`,
      `Deployment web, spec.template.spec.securityContext${none}`,
      `Deployment web, spec.template.spec.serviceAccountName${none}`,
      `Deployment web, spec.template.spec.volumes${none}`,
      `Service front, spec.selector${none}`,
      `Service front, spec.type${none}`,
      `Service front, spec.ports[0].nodePort${none}`,
      `Service front, spec.ports[1].port${none}`,
      `Service front, spec.ports[2]${none}`,
      'RoleBinding b, roleRef: it names no role: nobody gets anything',
      'RoleBinding b, subjects[0]: it is no subject',
      `Namespace x, metadata.labels["pod-security.kubernetes.io/enforce"]${none}`,
      'Pod empty, spec: the pod has no container',
      `Pod empty${none}`,
    ].sort(),
  );
});

test('pods of every kind are read, and what no front end writes is marked', () => {
  const read = readAll(
    objects(`
apiVersion: batch/v1
kind: CronJob
metadata: {name: nightly, namespace: ops}
spec:
  schedule: '@daily'
  jobTemplate: {spec: {completionMode: Indexed, template: {spec: {restartPolicy: OnFailure, containers: [{name: a, image: b}]}}}}
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent, namespace: ops}
spec: {selector: {matchLabels: {app: agent}}, template: ${TEMPLATE('agent', '{hostNetwork: true, volumes: [{name: v, hostPath: {path: /}}], containers: [{name: a, image: b, securityContext: {privileged: true}}, {name: c, image: d}]}')}}
---
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: {name: roll, namespace: ops}
spec: {selector: {matchLabels: {app: roll}}, template: ${TEMPLATE('roll')}}
---
apiVersion: kubeflow.org/v1
kind: PyTorchJob
metadata: {name: train, namespace: ops}
spec: {pytorchReplicaSpecs: {Master: {template: {spec: ${POD}}}, Worker: {template: {spec: ${POD}}}}}
---
apiVersion: example.com/v1
kind: Mystery
metadata: {name: m, namespace: ops}
spec: {template: {spec: ${POD}}}
---
apiVersion: v1
kind: Pod
metadata: {generateName: a-}
spec: ${POD}
---
apiVersion: apps/v1
kind: ReplicaSet
metadata: {name: one-abc, namespace: ops, ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: one, controller: true, uid: u}]}
spec: {selector: {matchLabels: {app: one}}, template: ${TEMPLATE('one')}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: one, namespace: ops}
spec: {selector: {matchLabels: {app: one}}, template: ${TEMPLATE('one')}}
status: {replicas: 1}
`),
  );
  const workloads = read.model.workloads.map(({ workload: { name, controller } }) => [
    name,
    controller.kind === 'Other' ? `${controller.of} ${controller.path}` : controller.kind,
  ]);
  expect(workloads).toEqual([
    ['nightly', 'CronJob'],
    ['agent', 'DaemonSet'],
    ['roll', 'Rollout spec.template.spec'],
    ['train', 'PyTorchJob spec.pytorchReplicaSpecs.Master.template.spec'],
    ['train', 'PyTorchJob spec.pytorchReplicaSpecs.Worker.template.spec'],
    ['a-*', 'Pod'],
    ['one', 'Deployment'],
  ]);
  const keys = read.model.workloads.map((placed) => partyKey(partyOf(placed)));
  expect(new Set(keys).size).toBe(keys.length);
  expect(marks(read)).toEqual([
    `DaemonSet ops/agent, spec.template.spec.containers[0].securityContext.privileged${none}`,
    `DaemonSet ops/agent, spec.template.spec.hostNetwork${none}`,
    `DaemonSet ops/agent, spec.template.spec.volumes[0]${none}`,
    'Rollout ops/roll: only what it says of its pods is in the model',
    'PyTorchJob ops/train: only what it says of its pods is in the model',
    `Mystery ops/m${none}`,
    'ReplicaSet ops/one-abc: it comes of Deployment ops/one, which is in the model',
  ]);
});

test('replicas are what is written, one, or left to an autoscaler', () => {
  const deployment = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: ops}
spec: {selector: {matchLabels: {app: web}}, template: ${TEMPLATE('web')}}
---
`;
  const scaler = (kind: string): string => `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web, namespace: ops}
spec: {scaleTargetRef: {kind: ${kind}, name: web}}
`;
  const replicas = (yaml: string): unknown =>
    readAll(objects(yaml)).model.workloads.map(({ workload }) => replicasOf(workload))[0];
  expect(replicas(deployment)).toBe(1);
  expect(replicas(deployment + scaler('StatefulSet'))).toBe(1);
  expect(replicas(deployment + scaler('Deployment'))).toBeUndefined();
  expect(replicas(deployment.replace('spec: {', 'spec: {replicas: 3, '))).toBe(3);
});

test('rights of every binding are those of its accounts', () => {
  const read = readAll(
    objects(`
apiVersion: v1
kind: ServiceAccount
metadata: {name: robot, namespace: ops}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: admins}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
subjects: [{kind: ServiceAccount, name: robot, namespace: ops}, {kind: Group, name: dev}, {kind: ServiceAccount, name: lost, namespace: ops}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: unknown, namespace: ops}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: nowhere}
subjects: [{kind: ServiceAccount, name: robot}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: idle, namespace: ops}
rules: [{apiGroups: [''], resources: [pods], verbs: [get]}]
`),
  );
  const rights = read.model.identities[0]?.rights?.map(({ by, role, namespace, rules }) => [
    by,
    role,
    namespace,
    rules?.map(({ verbs }) => verbs.join()),
  ]);
  expect(rights).toEqual([
    ['RoleBinding ops/unknown', 'Role nowhere', 'ops', undefined],
    ['ClusterRoleBinding admins', 'ClusterRole cluster-admin', undefined, ['*', '*']],
  ]);
  expect(marks(read)).toEqual([
    'ClusterRoleBinding admins, subjects[1]: users and groups have no place in the model',
    'ClusterRoleBinding admins, subjects[2]: the ServiceAccount is not in the set',
    'Role ops/idle: no binding in the set gives it to anybody',
  ]);
});

const BASE = objects(`
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db, namespace: shop, labels: {a: b}}
spec: {serviceName: db, replicas: 1, selector: {matchLabels: {app: db}}, template: ${TEMPLATE('db')}, volumeClaimTemplates: [{metadata: {name: v}, spec: {accessModes: [ReadWriteOnce]}}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: db, namespace: shop}
spec: {podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress], ingress: [{from: [{namespaceSelector: {}, podSelector: {matchExpressions: [{key: a, operator: Exists}]}}, {ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}], ports: [{port: 1, endPort: 9}, {port: http}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: db, namespace: shop}
spec: {selector: {app: db}, ports: [{port: 80, targetPort: http}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: db, namespace: shop}
spec: {tls: [{secretName: a}], rules: [{host: a.example.com, http: {paths: [{path: /, backend: {service: {name: db, port: {number: 80}}}}]}}]}
---
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {a: b}, annotations: {bulwark.dev/waived: spread}}
---
apiVersion: v1
kind: LimitRange
metadata: {name: limits, namespace: shop}
spec: {limits: [{type: Container, max: {memory: 1Gi}}]}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: default, namespace: shop}
secrets: [{name: a}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: default, namespace: shop}
roleRef: {kind: Role, name: default}
subjects: [{kind: ServiceAccount, name: default}]
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: db, namespace: shop}
spec: {scaleTargetRef: {kind: StatefulSet, name: db}}
`);

/** Puts a value in place of one that a path of choices leads to. */
function changed(value: unknown, choices: readonly number[], change: unknown): unknown {
  const [choice, ...rest] = choices;
  if (choice === undefined || typeof value !== 'object' || value === null) return change;
  const keys = Object.keys(value);
  const key = keys[choice % Math.max(keys.length, 1)];
  if (key === undefined) return change;
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === key ? changed(item, rest, change) : item));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, name === key ? changed(item, rest, change) : item]),
  );
}

test('whatever is anywhere, nothing breaks', () => {
  fc.assert(
    fc.property(
      fc.nat(BASE.length - 1),
      fc.array(fc.nat(9), { minLength: 1, maxLength: 9 }),
      fc.oneof(fc.constantFrom(null, 7, '', 'x', [], {}, [null], { a: [] }), fc.jsonValue()),
      (index, choices, change) => {
        const all = BASE.map((object, at) => (at === index ? changed(object, choices, change) : object));
        const read = readAll(all.filter(isPlain));
        secretUsesOf(read.model);
        suppressionsOf(read.model);
        rendered(read.model);
      },
    ),
    { numRuns: 150 },
  );
});

/** Adds a field that nobody knows to the last object on a path of choices. */
function extended(value: unknown, choices: readonly number[]): unknown {
  const [choice = 0, ...rest] = choices;
  if (Array.isArray(value)) {
    const at = choice % Math.max(value.length, 1);
    return value.map((item: unknown, index) => (index === at ? extended(item, rest) : item));
  }
  if (!isPlain(value)) return value;
  const inner = Object.keys(value).filter((key) => typeof value[key] === 'object');
  const key = inner[choice % (inner.length + 1)];
  return key === undefined
    ? { ...value, zzz: 'nobody knows' }
    : { ...value, [key]: extended(value[key], rest) };
}

test('a field that nobody knows is marked, wherever it is', () => {
  fc.assert(
    fc.property(
      fc.nat(BASE.length - 1),
      fc.array(fc.nat(9), { minLength: 9, maxLength: 9 }),
      (index, choices) => {
        const object = BASE[index];
        const more = extended(object, choices);
        if (object === undefined || !isPlain(more) || !JSON.stringify(more).includes('zzz')) return;
        const { unread, model } = readAll(BASE.map((item) => (item === object ? more : item)));
        const marked = unread.filter(({ object: { kind } }) => kind === object.kind);
        const held = JSON.stringify([model.workloads, model.namespaces, model.identities, model.intents]);
        expect(
          marked.some(
            ({ path, found }) => path === '' || `${path}${JSON.stringify(found)}`.includes('zzz'),
          ) || held.includes('zzz'),
        ).toBe(true);
      },
    ),
    { numRuns: 150 },
  );
});
