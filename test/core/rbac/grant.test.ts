import {
  type ClusterResource,
  create,
  type Grant,
  patch,
  read,
  remove,
  update,
  type WatchableResource,
  watch,
} from 'bulwark';
import { rbacControls } from '../../../lib/core/controls/rbac';
import { allowedBy, type Danger } from '../../../lib/core/rbac/danger';
import OFFERED from '../../../lib/core/rbac/offered.json';
import { refusalOf } from '../../../lib/core/rbac/refusals';
import { rulesOf } from '../../../lib/core/rbac/role';
import { rulesIn } from '../../../lib/core/rbac/rule';

const CALLS = { read, watch, update, patch, create, remove };
const CONFIG = { kind: 'ConfigMap', name: 'settings' };
const WIDGET = { apiVersion: 'example.com/v1', kind: 'Widget', plural: 'widgets', name: 'a' };
const SOMEBODY = { reason: 'an incident is looked into', owner: 'team-shop', expires: '2027-03-31' };

/** What one of the functions gives, called as programs do that no compiler looks at. */
function call(name: keyof typeof CALLS, ...args: readonly unknown[]): Grant | string {
  try {
    return Reflect.apply(CALLS[name], undefined, [...args]);
  } catch (error) {
    return String(error instanceof Error ? error.message : error);
  }
}

/** The controls that find something in the rule of a grant. */
function dangersOf(grant: Grant): string[] {
  const [rule] = rulesIn({ rules: rulesOf([grant]) });
  if (rule === undefined) throw new Error('no rule');
  const ofControl = (control: object): readonly Danger[] => Reflect.get(control, 'dangers') ?? [];
  return rbacControls
    .filter((control) => ofControl(control).some((danger) => allowedBy(rule, danger) !== undefined))
    .map(({ id }) => id);
}

/** True where two unions are the same; the compiler refuses `true` otherwise. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

test('the types offer what the data offer, no more and no less', () => {
  type Namespaced = keyof (typeof OFFERED)['namespaced'];
  const watchable: Same<WatchableResource, Exclude<Namespaced, 'secrets'>> = true;
  const cluster: Same<ClusterResource, keyof (typeof OFFERED)['cluster']> = true;
  expect([watchable, cluster]).toEqual([true, true]);
});

describe('what grants give', () => {
  test.each<[string, Grant, Partial<Grant>]>([
    ['read of an object', read(CONFIG), { resource: 'configmaps', verbs: ['get'], names: ['settings'] }],
    ['read of a resource', read('pods'), { resource: 'pods', verbs: ['get', 'list'] }],
    ['the log of all pods', read('pods', 'log'), { resource: 'pods/log', verbs: ['get'] }],
    ['watch of an object', watch(CONFIG), { verbs: ['get', 'list', 'watch'], names: ['settings'] }],
    [
      'patch of a scale',
      patch({ kind: 'Deployment', name: 'web' }, 'scale'),
      { apiGroup: 'apps', resource: 'deployments/scale', verbs: ['patch'], names: ['web'] },
    ],
    ['create', create('leases'), { apiGroup: 'coordination.k8s.io', resource: 'leases', verbs: ['create'] }],
    ['remove', remove(CONFIG), { verbs: ['delete'], names: ['settings'] }],
    ['what lives in no namespace', watch('nodes'), { resource: 'nodes', scope: 'Cluster' }],
    [
      'a node',
      read({ kind: 'Node', name: 'a', namespace: 'shop' }),
      { resource: 'nodes', names: ['a'], scope: 'Cluster' },
    ],
    [
      'a custom resource that is known',
      watch('certificates.cert-manager.io'),
      { apiGroup: 'cert-manager.io', resource: 'certificates' },
    ],
    [
      'a custom resource of the cluster',
      read('clusterissuers.cert-manager.io'),
      { resource: 'clusterissuers', scope: 'Cluster' },
    ],
    [
      'a kind that is known',
      update({ apiVersion: 'cert-manager.io/v1', kind: 'Certificate', name: 'tls' }),
      { apiGroup: 'cert-manager.io', resource: 'certificates', names: ['tls'] },
    ],
    [
      'a kind with its plural',
      update(WIDGET, 'status'),
      { apiGroup: 'example.com', resource: 'widgets/status' },
    ],
    ['an object in another namespace', read({ ...CONFIG, namespace: 'other' }), { namespace: 'other' }],
  ])('%s', (_, grant, expected) => {
    expect(grant).toMatchObject(expected);
    expect(grant).toEqual({ namespace: grant.namespace, scope: grant.scope, names: grant.names, ...grant });
    expect(refusalOf({ ...grant, waived: false })).toBeUndefined();
  });

  test('nothing that is offered is found dangerous, whatever it is about', () => {
    const plurals = [...Object.entries(OFFERED.namespaced), ...Object.entries(OFFERED.cluster)];
    const given = plurals.flatMap(([plural, [, kind]]) =>
      (['read', 'watch', 'update', 'patch', 'create', 'remove'] as const).flatMap((name) =>
        [plural, { kind, name: 'web' }].flatMap((target) =>
          [
            undefined,
            'log',
            'scale',
            'status',
            'exec',
            'attach',
            'ephemeralcontainers',
            'proxy',
            'token',
          ].map((subresource) => call(name, target, subresource)),
        ),
      ),
    );
    const grants = given.filter((grant) => typeof grant !== 'string');
    expect(grants.length).toBeGreaterThan(150);
    expect(grants.filter((grant) => dangersOf(grant).length > 0)).toEqual([]);
    expect(given.filter((grant) => typeof grant === 'string' && !grant.includes('\n  - Fix: '))).toEqual([]);
  });

  test.each([
    [create('pods', 'exec', SOMEBODY), ['no-pod-exec']],
    [create('pods', 'attach', SOMEBODY), ['no-pod-attach']],
    [create({ kind: 'Pod', name: 'web-0' }, 'portforward', SOMEBODY), ['no-pod-port-forward']],
    [patch('pods', 'ephemeralcontainers', SOMEBODY), ['no-pod-exec']],
  ])('what runs code in pods is given to someone who is responsible for it: %j', (grant, controls) => {
    expect(dangersOf(grant)).toEqual(controls);
  });
});

test('events are written by the group that a client is made for, so that a rule has both', () => {
  expect(rulesOf([create('events'), patch('events')])).toEqual([
    { apiGroups: ['', 'events.k8s.io'], resources: ['events'], verbs: ['create', 'patch'] },
  ]);
  expect(read({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'a' }).verbs).toEqual(['get']);
});

describe('what grants refuse, with the reason and the way out', () => {
  test.each<[keyof typeof CALLS, readonly unknown[], RegExp]>([
    ['watch', ['*'], /not offered[\s\S]*needs one of/],
    ['watch', ['secrets'], /list and watch return what all of them hold[\s\S]*Fix: read\(\{ kind: 'Secret'/],
    ['watch', [{ kind: 'Secret', name: 'db' }], /list and watch return what all/],
    ['read', ['secrets'], /get of Secrets by their names/],
    ['update', [{ kind: 'Secret', name: 'db' }], /who writes one makes tokens/],
    ['remove', [{ kind: 'Secret', name: 'db' }], /get of Secrets by their names/],
    ['watch', ['roles'], /passes rights on[\s\S]*Fix: let the platform/],
    ['update', [{ kind: 'ClusterRoleBinding', name: 'a' }], /passes rights on/],
    ['read', ['nodes/proxy'], /runs commands in every pod of the node/],
    ['create', ['serviceaccounts/token'], /is every account of the namespace[\s\S]*tokenFor/],
    ['patch', [{ kind: 'MutatingWebhookConfiguration', name: 'a' }], /refuse every request of the cluster/],
    ['update', ['certificatesigningrequests/approval'], /makes any user/],
    ['create', ['pods'], /create of pods runs code/],
    ['create', [{ kind: 'Job', name: 'a' }], /create of jobs runs code/],
    ['create', [CONFIG], /does not know the name of what is created[\s\S]*Fix: declare it/],
    ['create', [WIDGET], /Fix: create\('widgets\.example\.com'\)/],
    [
      'create',
      ['pods', 'exec'],
      /someone who answers for pods\/exec[\s\S]*Fix: create\('pods', 'exec', \{ reason/,
    ],
    ['patch', ['pods', 'ephemeralcontainers'], /someone who answers for pods\/ephemeralcontainers/],
    ['read', ['pods', 'exec'], /create of pods\/exec/],
    ['patch', [{ kind: 'Deployment', name: 'web' }], /patch of deployments runs code/],
    [
      'create',
      ['rollouts.argoproj.io'],
      /create of rollouts\.argoproj\.io runs code[\s\S]*Fix: watch\('rollouts/,
    ],
    [
      'update',
      [{ apiVersion: 'kafka.strimzi.io/v1', kind: 'Kafka', name: 'a' }],
      /of kafkas\.kafka\.strimzi\.io runs code/,
    ],
    ['patch', ['configmaps'], /changes every object of the resource[\s\S]*Fix: patch\(\{ kind, name \}\)/],
    ['update', [{ kind: 'Node', name: 'a' }], /update of nodes|patch of nodes/],
    ['read', [{ apiVersion: 'example.com/v1', kind: 'Widget', name: 'a' }], /plural: '…'/],
    ['read', [{ kind: 'ConfigMap' }], /needs an object with the strings kind and name/],
    ['read', [undefined], /needs an object with the strings kind and name/],
    ['create', ['pods', 'exec', { reason: 'a' }], /owner/],
    ['watch', ['__proto__'], /not offered/],
    ['read', ['pods', 'constructor'], /no subresource constructor/],
    ['read', [{ ...CONFIG, name: '*' }], /takes \* as a name, and never matches/],
    ['read', [{ ...CONFIG, namespace: 'a b' }], /the name of a namespace/],
    ['read', ['*.example.com'], /without wildcards/],
  ])('%s(%j)', (name, args, message) => {
    expect(call(name, ...args)).toMatch(message);
  });

  const grant = (changes: object): Parameters<typeof refusalOf>[0] => ({
    ...{ apiGroup: '', resource: 'pods', verbs: ['get'], waived: false },
    ...changes,
  });

  test.each<[object, string]>([
    [{ verbs: ['impersonate'] }, 'verbs'],
    [{ verbs: ['get', 'bind'] }, 'verbs'],
    [{ verbs: ['deletecollection'] }, 'verbs'],
    [{ resource: 'pods/*' }, 'resource'],
    [{ resource: '*/scale', apiGroup: 'apps' }, 'resource'],
    [{ apiGroup: 'apps', resource: 'pods' }, 'resource'],
    [{ resource: 'configmaps', verbs: ['create', 'update'], names: ['a'] }, 'verbs'],
    [{ resource: 'leases', apiGroup: 'coordination.k8s.io', verbs: ['create'], names: ['a'] }, 'names'],
    [{ names: ['web-*'] }, 'names'],
    [{ namespace: 'Shop' }, 'namespace'],
    [{ namespace: '' }, 'namespace'],
    [{ resource: 'nodes', scope: 'Cluster', namespace: 'shop' }, 'namespace'],
    [{ names: ['a', ''] }, 'names'],
    [{ scope: 'Cluster' }, 'scope'],
    [{ resource: 'nodes' }, 'scope'],
    [{ apiGroup: 'cert-manager.io', resource: 'certificates', scope: 'Cluster' }, 'scope'],
    [{ apiGroup: 'example.com', resource: 'widgets', verbs: ['delete'] }, 'names'],
    [{ resource: 'secrets', verbs: ['get', 'list'], names: ['db'] }, 'verbs'],
    [{ resource: 'secrets', verbs: ['get'], names: ['db'], waived: true, scope: 'Cluster' }, 'scope'],
  ])('one that is written by hand: %j', (changes, field) => {
    expect(refusalOf(grant(changes))?.field).toBe(field);
  });
});
