import { withOneControl } from '../../../lib/core/engine/compiled-policy';
import { evaluate } from '../../../lib/core/engine/evaluate';
import { harden } from '../../../lib/core/engine/harden';
import type { PlainObject } from '../../../lib/core/manifest/plain';
import { podSecurityRecords } from '../../../lib/core/pod-security';
import { engineFor, TODAY } from './fixtures';

/**
 * Judges and hardens objects with long lists, in a process of its own with little stack: `large.test.ts` starts it and
 * reads what it prints, the errors by the name of the list. What spreads a list into a call needs stack for each of its
 * items and fails with a RangeError.
 */

/** More than this process passes as arguments; with the stack that Node.js has by default it would be 130,000. */
const MANY = 30_000;

const container = { name: 'app', image: 'registry.example.com/app:1' };

function many<T>(item: T): T[] {
  return new Array<T>(MANY).fill(item);
}

function pod(spec: PlainObject): PlainObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', namespace: 'shop' }, spec };
}

function inContainer(fields: PlainObject): PlainObject {
  return pod({ containers: [{ ...container, ...fields }] });
}

function object(apiVersion: string, kind: string, fields: PlainObject): PlainObject {
  return { apiVersion, kind, metadata: { name: 'a', namespace: 'shop' }, ...fields };
}

const cases: readonly (readonly [string, PlainObject])[] = [
  [
    'containers',
    pod({
      containers: many({
        ...container,
        securityContext: { capabilities: { add: ['X'] } },
        ports: [{ hostPort: 1 }],
      }),
    }),
  ],
  ['volumes', pod({ containers: [container], volumes: many({ name: 'a', hostPath: { path: '/' } }) })],
  [
    'sysctls',
    pod({
      containers: [container],
      securityContext: { sysctls: many({ name: 'kernel.msgmax', value: '1' }) },
    }),
  ],
  ['env', inContainer({ env: many({ name: 'A', value: 'b' }) })],
  ['ports', inContainer({ ports: many({ containerPort: 80, hostPort: 80, name: 'http' }) })],
  [
    'capabilities',
    inContainer({ securityContext: { capabilities: { add: many('SYS_ADMIN'), drop: many('NET_RAW') } } }),
  ],
  ['args', inContainer({ command: many('sudo'), args: many('-x') })],
  [
    'rules of a Role',
    object('rbac.authorization.k8s.io/v1', 'Role', {
      rules: many({ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }),
    }),
  ],
  [
    'subjects',
    object('rbac.authorization.k8s.io/v1', 'RoleBinding', {
      roleRef: { kind: 'Role', name: 'a', apiGroup: 'rbac.authorization.k8s.io' },
      subjects: many({ kind: 'User', name: 'a' }),
    }),
  ],
  [
    'Service ports',
    object('v1', 'Service', { spec: { selector: { app: 'a' }, ports: many({ port: 80, name: 'http' }) } }),
  ],
  [
    'Ingress paths',
    object('networking.k8s.io/v1', 'Ingress', {
      spec: {
        rules: [
          {
            host: 'a.example.com',
            http: {
              paths: many({
                path: '/',
                pathType: 'Prefix',
                backend: { service: { name: 'a', port: { number: 80 } } },
              }),
            },
          },
        ],
      },
    }),
  ],
  [
    'NetworkPolicy peers',
    object('networking.k8s.io/v1', 'NetworkPolicy', {
      spec: {
        podSelector: {},
        ingress: [
          {
            from: many({ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } }),
            ports: many({ port: 80 }),
          },
        ],
      },
    }),
  ],
  [
    'ownerReferences',
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'a',
        namespace: 'shop',
        ownerReferences: many({ apiVersion: 'v1', kind: 'Pod', name: 'a', uid: 'b' }),
        finalizers: many('a.example.com/b'),
      },
    },
  ],
  [
    'CRD versions',
    {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'as.example.com' },
      spec: {
        group: 'example.com',
        scope: 'Namespaced',
        names: { kind: 'A', plural: 'as' },
        versions: many({
          name: 'v1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: 'object' } },
        }),
      },
    },
  ],
];

/** Of these every item is a finding for many controls: one of them has to do. */
const MANY_FINDINGS: ReadonlySet<string> = new Set([
  'containers',
  'volumes',
  'ports',
  'capabilities',
  'rules of a Role',
]);

/** Of an object, what judging and hardening throw; undefined where they throw nothing. */
function errorOf(name: string, manifest: PlainObject): string | undefined {
  const whole = engineFor();
  const compiled = MANY_FINDINGS.has(name) ? withOneControl(whole, 'no-wildcard-verbs') : whole;
  try {
    evaluate([{ manifest }], compiled, TODAY);
    harden(manifest, whole, { repair: true });
    podSecurityRecords(manifest, { file: 'a.yaml', document: 0, version: 'v1.36' });
    return undefined;
  } catch (error) {
    return String(error);
  }
}

/** Whether this process has more stack than it should: then it would find nothing. */
function takesMany(): boolean {
  try {
    return Math.max(...many(1)) === 1;
  } catch {
    return false;
  }
}

/** More objects with findings than a call takes arguments: how many are found. */
function findingsOfMany(): number {
  const objects = Array.from({ length: MANY }, (_, index) => ({
    manifest: object('v1', 'ConfigMap', { metadata: { name: `A_${index}`, namespace: 'shop' } }),
  }));
  const { findings } = evaluate(objects, engineFor(), TODAY);
  return findings.filter(({ control }) => control === 'invalid-name').length;
}

process.stdout.write(
  JSON.stringify({
    takesMany: takesMany(),
    allFindings: findingsOfMany() === MANY,
    lists: cases.map(([name, manifest]) => [name, errorOf(name, manifest) ?? 'fine']),
  }),
);
