import { IsolatedNamespace, SharedClaim, Snapshot } from 'bulwark/cdk8s';
import type { StorageProfile } from '../../lib/core/cluster/storage';
import { KEEP_ANNOTATIONS } from '../../lib/core/well-known';
import { STORAGE, shop } from './storage-support';
import { at, errorOf, found, objectsOf, one } from './support';

describe('a snapshot', () => {
  test('is of a claim, by its construct or its name, and is kept', () => {
    const { app, shop: scope } = shop(STORAGE);
    const media = new SharedClaim(scope, 'media', { size: '1Gi', class: 'csi', mode: 'ReadWriteOnce' });
    new Snapshot(scope, 'before', { claim: media });
    new Snapshot(scope, 'by-name', { claim: 'data-db-0', class: 'other' });
    expect(found(app)).toEqual([]);
    const objects = objectsOf(app);
    const before = one(objects, 'VolumeSnapshot', 'before');
    expect(at(before, 'spec')).toEqual({
      source: { persistentVolumeClaimName: 'media' },
      volumeSnapshotClassName: 'csi-snapshots',
    });
    expect(at(before, 'metadata.annotations')).toEqual(KEEP_ANNOTATIONS);
    expect(at(one(objects, 'VolumeSnapshot', 'by-name'), 'spec.volumeSnapshotClassName')).toBe('other');
  });

  test('needs a class that the cluster has', () => {
    const storage: StorageProfile = { classes: [{ name: 'disk', default: true, modes: ['ReadWriteOnce'] }] };
    const make = () => new Snapshot(shop(storage).shop, 'a', { claim: 'data-db-0' });
    expect(errorOf(make).message).toMatch(/class: .*cluster\.storage of kubeadm has none/);
    const two: StorageProfile = {
      classes: ['a', 'b'].map((name) => ({ name, modes: ['ReadWriteOnce'], csi: true, snapshots: name })),
    };
    expect(errorOf(() => new Snapshot(shop(two).shop, 'a', { claim: 'x' })).message).toMatch(
      /one of 'a', 'b'/,
    );
  });

  test('has a name that is a label, and labels', () => {
    const make = (name: string, labels: Record<string, string>) => () =>
      new Snapshot(shop().shop, 'a', { name, labels, claim: 'x' });
    expect(make('a'.repeat(63), { team: 'media' })).not.toThrow();
    expect(errorOf(make('a'.repeat(64), { 'a b': 'c' })).message).toMatch(
      /name: .*at most 63 characters.*\n.*labels\["a b"\]/,
    );
    expect(errorOf(make('A', {})).message).toMatch(/name: found "A"/);
  });

  test('is of a claim of its namespace', () => {
    const { app, shop: scope } = shop();
    const media = new SharedClaim(scope, 'media', { size: '1Gi' });
    const make = () => new Snapshot(new IsolatedNamespace(app, 'other'), 'a', { claim: media });
    expect(errorOf(make).message).toMatch(/a claim of the namespace of the snapshot/);
    expect(errorOf(() => new Snapshot(scope, 'b', { claim: 'A B' })).message).toMatch(/claim: found "A B"/);
  });
});
