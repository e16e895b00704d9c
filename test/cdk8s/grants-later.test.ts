import {
  clusters,
  config,
  create,
  existingSecret,
  IsolatedNamespace,
  LeastPrivilegeServiceAccount,
  patch,
  read,
  SecureDeployment,
  update,
  watch,
} from 'bulwark/cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { restricted } from '../../lib/core/policy/policy';
import { readModel } from '../../lib/readers';
import { at, found, judgementOf, objectsOf, one, podSpec, problemsOf, shopApp, WEB } from './support';

const CLUSTER = clusters.kind();
const SOMEBODY = { reason: 'an incident is looked into', owner: 'team-shop', expires: '2027-01-31' };
const API_SERVER = JSON.stringify(CLUSTER.apiServer.service?.cidr);

const rulesOf = (object: unknown): unknown => at(object, 'rules');

describe('grants from the side of the object', () => {
  test('a configuration, a Secret and a workload let a workload read or scale them', () => {
    const { app, shop } = shopApp({ cluster: CLUSTER });
    const settings = config('settings', { MODE: 'fast' });
    const db = existingSecret('db', { keys: ['password'] });
    const web = new SecureDeployment(shop, 'web', WEB);
    const operator = new SecureDeployment(shop, 'operator', WEB);
    settings.grantRead(operator);
    settings.grantUpdate(operator);
    db.grantRead(operator);
    web.grantPatch(operator, 'scale');
    web.grantWatch(operator);
    const objects = objectsOf(app);
    expect(rulesOf(one(objects, 'Role', 'operator'))).toEqual([
      { apiGroups: ['apps'], resourceNames: ['web'], resources: ['deployments/scale'], verbs: ['patch'] },
      {
        apiGroups: ['apps'],
        resourceNames: ['web'],
        resources: ['deployments'],
        verbs: ['get', 'list', 'watch'],
      },
      {
        apiGroups: [''],
        resourceNames: ['settings'],
        resources: ['configmaps'],
        verbs: ['get', 'patch', 'update'],
      },
      { apiGroups: [''], resourceNames: ['db'], resources: ['secrets'], verbs: ['get'] },
    ]);
    expect(at(one(objects, 'ConfigMap', 'settings'), 'data')).toEqual({ MODE: 'fast' });
    expect(found(app)).toEqual([]);
  });

  test('the first grant that comes later brings the token and the route to the API server', () => {
    const { app, shop } = shopApp({ cluster: CLUSTER });
    const account = new LeastPrivilegeServiceAccount(shop, 'late');
    const web = new SecureDeployment(shop, 'web', { ...WEB, account });
    new SecureDeployment(shop, 'other', WEB);
    web.grant(watch('pods'));
    account.grant(read('services'));
    expect(JSON.stringify(at(podSpec(app), 'volumes'))).toContain('serviceAccountToken');
    const egress = (name: string): string =>
      JSON.stringify(at(one(objectsOf(app), 'NetworkPolicy', name), 'spec.egress'));
    expect(egress('web')).toContain(API_SERVER);
    expect(egress('other')).not.toContain(API_SERVER);
    expect(rulesOf(one(objectsOf(app), 'Role', 'late'))).toHaveLength(2);
    expect(account.grants).toHaveLength(2);
    expect(found(app)).toEqual([]);
  });

  test('what is wrong with one of them gives none of them', () => {
    const { app, shop } = shopApp({ cluster: clusters.kubeadm() });
    const account = new LeastPrivilegeServiceAccount(shop, 'late');
    const wild = { apiGroup: '*', resource: 'pods', verbs: ['get'] } as const;
    expect(problemsOf(() => account.grant(watch('pods'), wild))).toMatchObject([
      { field: 'grants[1].apiGroup' },
    ]);
    expect(account.hasGrants).toBe(false);
    const web = new SecureDeployment(shop, 'web', { ...WEB, account });
    expect(problemsOf(() => web.grant(watch('pods')))).toMatchObject([
      { field: 'cluster.apiServer.endpoints' },
    ]);
    expect(problemsOf(() => Reflect.apply(account.grant, account, ['pods']))).toMatchObject([
      { field: 'grants[0]' },
    ]);
    const settings = config('settings', { MODE: 'fast' });
    expect(problemsOf(() => Reflect.apply(settings.grantRead, settings, [{}]))).toMatchObject([
      { field: 'to' },
    ]);
    expect(objectsOf(app).some(({ kind }) => kind === 'Role')).toBe(false);
  });
});

describe('where rights hold', () => {
  test('in another namespace by a Role there, for what lives in none by a ClusterRole, and both are read back', () => {
    const { app, shop } = shopApp({ cluster: CLUSTER });
    const tools = new IsolatedNamespace(app, 'tools');
    const settings = new kplus.ConfigMap(shop, 'settings', { metadata: { name: 'settings' } });
    const grants = [watch('pods'), read(settings), watch('nodes'), read({ kind: 'Namespace', name: 'shop' })];
    new SecureDeployment(tools, 'operator', { ...WEB, grants });
    const { files, judgement } = app.synthesize();
    expect(judgement.findings).toEqual([]);
    const objects = files.flatMap((file) => [...file.objects]);
    const role = one(objects, 'Role', 'tools:operator');
    expect(at(role, 'metadata.namespace')).toBe('shop');
    expect(rulesOf(role)).toEqual([
      { apiGroups: [''], resourceNames: ['settings'], resources: ['configmaps'], verbs: ['get'] },
    ]);
    expect(rulesOf(one(objects, 'ClusterRole', 'tools:operator'))).toEqual([
      { apiGroups: [''], resourceNames: ['shop'], resources: ['namespaces'], verbs: ['get'] },
      { apiGroups: [''], resources: ['nodes'], verbs: ['get', 'list', 'watch'] },
    ]);
    for (const kind of ['RoleBinding', 'ClusterRoleBinding'])
      expect(at(one(objects, kind, 'tools:operator'), 'subjects')).toEqual([
        { kind: 'ServiceAccount', name: 'operator', namespace: 'tools' },
      ]);
    const place = files.find((file) => file.objects.includes(role))?.name;
    expect(place).toBe(files.find((file) => file.objects.some(({ kind }) => kind === 'Namespace'))?.name);
    const { model, unread } = readModel(objects, { cluster: CLUSTER, policy: restricted() });
    expect(unread.map(({ object }) => object.kind)).toEqual(['PriorityClass']);
    const back = model.identities.find(({ name }) => name === 'operator');
    expect(back?.rights).toBeUndefined();
    expect(new Set(back?.grants.map((grant) => JSON.stringify(sorted(grant))))).toEqual(
      new Set(grants.map((grant) => JSON.stringify(sorted(grant)))),
    );
  });

  const sorted = (grant: object): object =>
    Object.fromEntries(Object.entries(grant).sort(([a], [b]) => (a < b ? -1 : 1)));

  test('accounts of two namespaces with one name do not meet', () => {
    const { app, shop } = shopApp({ cluster: CLUSTER });
    const tools = new IsolatedNamespace(app, 'tools');
    for (const space of [shop, tools])
      new LeastPrivilegeServiceAccount(space, 'reader', { grants: [watch('nodes')] });
    const roles = objectsOf(app).filter(({ kind }) => kind === 'ClusterRole');
    expect(roles.map((role) => at(role, 'metadata.name'))).toEqual(['shop:reader', 'tools:reader']);
    expect(found(app)).toEqual([]);
  });
});

describe('what runs code in pods', () => {
  test('is given to someone who is responsible for it: the controls that it breaks are waived, and no others', () => {
    const { app, shop } = shopApp({ cluster: CLUSTER });
    const account = new LeastPrivilegeServiceAccount(shop, 'oncall', {
      grants: [create('pods', 'exec', SOMEBODY), watch('pods')],
    });
    account.grant(patch('pods', 'ephemeralcontainers', SOMEBODY));
    const { findings, suppressed } = judgementOf(app);
    expect(findings).toEqual([]);
    expect(suppressed.map(({ control }) => control).sort()).toEqual([
      'no-ephemeral-containers',
      'no-pod-exec',
      'no-pod-exec',
    ]);
  });

  test('an end that has passed is a finding', () => {
    const { app, shop } = shopApp({ cluster: CLUSTER });
    const past = { ...SOMEBODY, expires: '2026-01-01' };
    new LeastPrivilegeServiceAccount(shop, 'oncall', { grants: [create('pods', 'exec', past)] });
    expect(found(app)).toContain('no-pod-exec');
  });

  test('a token of it in a pod is a finding of its own', () => {
    const { app, shop } = shopApp({ cluster: CLUSTER });
    new SecureDeployment(shop, 'web', {
      ...WEB,
      grants: [create('pods', 'exec', SOMEBODY), update({ kind: 'Lease', name: 'a' })],
    });
    expect(found(app)).toEqual(['no-mounted-token-with-role']);
  });
});
