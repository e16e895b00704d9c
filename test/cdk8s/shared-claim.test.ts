import {
  IsolatedNamespace,
  SecureDeployment,
  SecureJob,
  SharedClaim,
  type SharedClaimProps,
  sharedClaim,
} from 'bulwark/cdk8s';
import { OWNED, POD, shop, WEB } from './storage-support';
import { at, errorOf, found, IMAGE, objectsOf, one } from './support';

describe('a shared claim', () => {
  function shared(props: Partial<SharedClaimProps> = {}) {
    const made = shop();
    return { ...made, media: new SharedClaim(made.shop, 'media', { size: '10Gi', ...props }) };
  }

  test('is mounted by several, and is there once', () => {
    const { app, shop: scope, media } = shared();
    new SecureDeployment(scope, 'web', {
      ...OWNED,
      volumes: { '/media': sharedClaim(media, { subPath: 'a' }) },
    });
    new SecureDeployment(scope, 'read', {
      ...WEB,
      user: 20_009,
      volumes: { '/m': sharedClaim(media, { readOnly: true }) },
    });
    expect(found(app)).toEqual([]);
    const objects = objectsOf(app);
    expect(objects.filter(({ kind }) => kind === 'PersistentVolumeClaim')).toHaveLength(1);
    expect(at(one(objects, 'PersistentVolumeClaim', 'media'), 'spec.accessModes')).toEqual(['ReadWriteMany']);
    expect(at(one(objects, 'Deployment', 'web'), 'spec.replicas')).toBe(2);
    expect(at(one(objects, 'Deployment', 'web'), `${POD}.containers.0.volumeMounts.1`)).toEqual({
      mountPath: '/media',
      name: 'media',
      subPath: 'a',
    });
  });

  test('belongs to one group, of all who mount it, no matter who writes', () => {
    const { app, shop: scope, media } = shared();
    const job = { image: IMAGE, user: 20_002, volumes: { '/m': sharedClaim(media) } };
    new SecureDeployment(scope, 'web', { ...OWNED, volumes: { '/m': sharedClaim(media) } });
    new SecureJob(scope, 'job', job);
    expect(found(app)).toEqual([]);
    const objects = objectsOf(app);
    const groups = [one(objects, 'Deployment', 'web'), one(objects, 'Job', 'job')].map((object) =>
      at(object, `${POD}.securityContext`),
    );
    expect(groups).toMatchObject([
      { fsGroup: media.claimGroup, runAsUser: 20_001 },
      { fsGroup: media.claimGroup, runAsUser: 20_002 },
    ]);
    expect(media.claimGroup).toBeGreaterThan(10_000);
    expect(shared({ group: 20_500 }).media.claimGroup).toBe(20_500);
    for (const group of [0, 10_000, 20_000.5])
      expect(errorOf(() => shared({ group })).message).toMatch(
        new RegExp(`group: found ${group}; needs a whole number from 10001 .*Fix: group: \\d{5}`),
      );
    expect(shared({ group: 10_001 }).media.claimGroup).toBe(10_001);
  });

  test('of one group is beside no other in a pod', () => {
    const { shop: scope, media } = shared();
    const other = new SharedClaim(scope, 'other', { size: '1Gi' });
    const volumes = { '/m': sharedClaim(media), '/o': sharedClaim(other) };
    const mount = () => new SecureDeployment(scope, 'web', { ...OWNED, volumes });
    expect(errorOf(mount).message).toMatch(
      /volumes\["\/o"\]: found "group \d+"; needs the group of volumes\["\/m"\]/,
    );
  });

  test('is mounted in its own namespace', () => {
    const { app, media } = shared();
    const other = new IsolatedNamespace(app, 'other');
    const mount = () =>
      new SecureDeployment(other, 'web', { ...OWNED, volumes: { '/m': sharedClaim(media) } });
    expect(errorOf(mount).message).toMatch(/in the namespace of the claim, shop/);
  });

  test('is mounted with nothing of a claim of its own', () => {
    const { shop: scope, media } = shared();
    const volume = { ...sharedClaim(media), ...{ size: '1Gi' } };
    const mount = () => new SecureDeployment(scope, 'web', { ...OWNED, volumes: { '/m': volume } });
    expect(errorOf(mount).message).toMatch(
      /needs what goes with sharedClaim: sharedClaim, readOnly, subPath\. Fix: leave out size/,
    );
  });

  test('for one node keeps several pods out', () => {
    const { shop: scope, media } = shared({ mode: 'ReadWriteOnce' });
    const mount = () =>
      new SecureDeployment(scope, 'web', { ...OWNED, replicas: 2, volumes: { '/m': sharedClaim(media) } });
    expect(errorOf(mount).message).toMatch(/replicas: found 2/);
  });

  test('has a name, a claim and labels as the API takes them', () => {
    const { app } = shared({ name: 'a'.repeat(63), labels: { team: 'media' }, disposable: 'a mirror' });
    expect(found(app)).toEqual([]);
    const made = one(objectsOf(app), 'PersistentVolumeClaim', 'a'.repeat(63));
    expect(at(made, 'metadata.labels.team')).toBe('media');
    expect(at(made, 'metadata.annotations')).toEqual({ 'bulwark.dev/disposable': 'a mirror' });
    const message = errorOf(() => shared({ name: 'a'.repeat(64), labels: { 'a b': 'c' } })).message;
    expect(message).toMatch(/name: .*at most 63 characters.*\n.*labels\["a b"\]/);
  });

  test('says all that is wrong at once', () => {
    const message = errorOf(() => shared({ name: 'A', size: '-1', class: 'B C', disposable: '' })).message;
    for (const field of ['name', 'size', 'class', 'disposable'])
      expect(message).toMatch(new RegExp(`- ${field}: `));
  });
});
