import {
  clusters,
  type Grant,
  LeastPrivilegeServiceAccount,
  read,
  SecureDeployment,
  type SecureDeploymentProps,
  update,
  watch,
} from 'bulwark/cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { at, container, found, objectsOf, one, podSpec, problemsOf, shopApp, WEB } from './support';

const CLUSTER = clusters.kind();
const MOUNT = {
  mountPath: '/var/run/secrets/kubernetes.io/serviceaccount',
  name: 'api-token',
  readOnly: true,
};

describe('grants', () => {
  test('read, watch and update become one rule each, on named objects', () => {
    const { app, shop } = shopApp({ cluster: CLUSTER });
    const settings = new kplus.ConfigMap(shop, 'settings', { metadata: { name: 'settings' } });
    new LeastPrivilegeServiceAccount(shop, 'reader', {
      grants: [read(settings), watch('pods'), update({ kind: 'Lease', name: 'lock' }), read(settings)],
    });
    const objects = objectsOf(app);
    expect(at(one(objects, 'Role', 'reader'), 'rules')).toEqual([
      {
        apiGroups: ['coordination.k8s.io'],
        resourceNames: ['lock'],
        resources: ['leases'],
        verbs: ['get', 'patch', 'update'],
      },
      { apiGroups: [''], resourceNames: ['settings'], resources: ['configmaps'], verbs: ['get'] },
      { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] },
    ]);
    expect(at(one(objects, 'RoleBinding', 'reader'), 'subjects')).toEqual([
      { kind: 'ServiceAccount', name: 'reader', namespace: 'shop' },
    ]);
    expect(at(one(objects, 'ServiceAccount', 'reader'), 'automountServiceAccountToken')).toBe(false);
  });

  test.each<[string, Partial<SecureDeploymentProps>, boolean]>([
    ['none', {}, false],
    ['an empty list', { grants: [] }, false],
    ['one', { grants: [watch('pods')] }, true],
  ])('the token is mounted exactly when there is a grant: %s', (_, props, mounted) => {
    const { app, shop } = shopApp({ cluster: CLUSTER });
    const side = { name: 'side', image: WEB.image };
    new SecureDeployment(shop, 'web', {
      ...WEB,
      ...props,
      sidecars: [{ ...side, probe: { exec: ['/r'] }, liveness: { exec: ['/l'] } }],
    });
    expect(found(app)).toEqual([]);
    const mounts = JSON.stringify(at(container(app), 'volumeMounts'));
    expect(mounts.includes(JSON.stringify(MOUNT))).toBe(mounted);
    expect(JSON.stringify(at(podSpec(app), 'initContainers'))).not.toContain('api-token');
    expect(JSON.stringify(at(podSpec(app), 'volumes')).includes('serviceAccountToken')).toBe(mounted);
    expect(at(podSpec(app), 'automountServiceAccountToken')).toBe(false);
    expect(objectsOf(app).some((object) => object.kind === 'Role')).toBe(mounted);
  });

  test('an account serves several workloads, with its own name', () => {
    const { app, shop } = shopApp({ cluster: CLUSTER });
    const account = new LeastPrivilegeServiceAccount(shop, 'shared', { grants: [watch('pods')] });
    for (const id of ['a', 'b']) new SecureDeployment(shop, id, { ...WEB, account });
    expect([
      at(podSpec(app, 'a'), 'serviceAccountName'),
      at(podSpec(app, 'b'), 'serviceAccountName'),
    ]).toEqual(['shared', 'shared']);
    expect(objectsOf(app).filter((object) => object.kind === 'Role')).toHaveLength(1);
  });

  test('an account whose name is no label says whose it is', () => {
    const { app, shop } = shopApp();
    const long = 'a'.repeat(64);
    new LeastPrivilegeServiceAccount(shop, 'web', { name: long, instance: 'web' });
    expect(found(app)).toEqual([]);
    const make = (name: string) => () => new LeastPrivilegeServiceAccount(shop, name, { name });
    expect(make('b'.repeat(63))).not.toThrow();
    expect(make('b'.repeat(64))).toThrow(/name: found "b+"; needs at most 63 characters/);
  });

  test('labels of a workload are on all of its objects', () => {
    const { app, shop } = shopApp({ cluster: CLUSTER });
    new SecureDeployment(shop, 'web', {
      ...WEB,
      labels: { team: 'a' },
      grants: [watch('pods')],
      files: { '/f': { files: { a: 'b' } } },
    });
    const own = objectsOf(app).filter(
      (object) => at(object, 'metadata.labels."app.kubernetes.io/instance"') === 'web',
    );
    expect(own.map((object) => [object.kind, at(object, 'metadata.labels.team')])).toEqual(
      own.map((object) => [object.kind, 'a']),
    );
    expect(own).toHaveLength(8);
  });
});

describe('what is dangerous is refused', () => {
  const grant = (changes: object): Grant => ({ ...watch('pods'), ...JSON.parse(JSON.stringify(changes)) });

  test.each<[string, Grant, string]>([
    ['every verb', grant({ verbs: ['*'] }), 'grants[0].verbs'],
    ['escalate', grant({ verbs: ['escalate'] }), 'grants[0].verbs'],
    ['no verb', grant({ verbs: [] }), 'grants[0].verbs'],
    ['every resource', grant({ resource: '*' }), 'grants[0].resource'],
    ['a subresource', grant({ resource: 'pods/exec' }), 'grants[0].resource'],
    ['every group', grant({ apiGroup: '*' }), 'grants[0].apiGroup'],
    ['all secrets', grant({ resource: 'secrets' }), 'grants[0].names'],
    ['no name', grant({ names: [] }), 'grants[0].names'],
  ])('%s, also where it comes from JavaScript', (_, item, field) => {
    const { shop } = shopApp({ cluster: CLUSTER });
    for (const make of [
      () => new LeastPrivilegeServiceAccount(shop, 'a', { grants: [item] }),
      () => new SecureDeployment(shop, 'b', { ...WEB, grants: [item] }),
    ]) {
      expect(problemsOf(make).map((problem) => problem.field)).toEqual([field]);
    }
  });

  test('grants and account together', () => {
    const { shop } = shopApp({ cluster: CLUSTER });
    const account = new LeastPrivilegeServiceAccount(shop, 'a');
    expect(
      problemsOf(() => new SecureDeployment(shop, 'b', { ...WEB, account, grants: [] })).map(
        (problem) => problem.field,
      ),
    ).toEqual(['grants']);
    expect(
      problemsOf(() => new LeastPrivilegeServiceAccount(shop, 'c', { name: 'Bad_Name' })).map(
        (problem) => problem.field,
      ),
    ).toEqual(['name']);
  });

  type Offers<T, V> = V extends T ? true : false;
  type Verb = Grant['verbs'][number];

  test('the types offer no verb and no field that is dangerous', () => {
    const offered: [
      Offers<Verb, '*'>,
      Offers<Verb, 'escalate'>,
      Offers<Verb, 'bind'>,
      Offers<Verb, 'impersonate'>,
      Offers<Verb, 'deletecollection'>,
      Offers<Parameters<typeof watch>[0], 'secrets'>,
      Offers<Parameters<typeof watch>[0], 'roles'>,
      Offers<keyof SecureDeploymentProps, 'privileged'>,
      Offers<keyof SecureDeploymentProps, 'hostNetwork'>,
      Offers<keyof NonNullable<SecureDeploymentProps['pod']>, 'hostPID'>,
      Offers<keyof NonNullable<SecureDeploymentProps['fields']>, 'securityContext'>,
      Offers<keyof NonNullable<SecureDeploymentProps['podSecurity']>, 'runAsUser'>,
    ] = [false, false, false, false, false, false, false, false, false, false, false, false];
    expect(offered).not.toContain(true);
  });

  test.each(['Secret', 'Deployment', 'ClusterRole'])('update of a %s', (kind) => {
    expect(() => update({ kind, name: 'x' })).toThrow(/may change|not offered/);
  });
});
