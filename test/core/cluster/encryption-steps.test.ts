import { type EncryptionKey, type EncryptionProfile, keysOf } from '../../../lib/core/cluster/encryption';
import {
  type EncryptionStep,
  encryptedPrefix,
  encryptionKeyRotation,
  encryptionOfPlainData,
} from '../../../lib/core/cluster/encryption-steps';
import { clusters } from '../../../lib/core/cluster/presets';

const box = (n: number): EncryptionKey => ({ secretbox: { name: `key-${n}`, variable: `ETCD_KEY_${n}` } });
const cbc = (n: number): EncryptionKey => ({ aescbc: { name: `key-${n}`, variable: `ETCD_KEY_${n}` } });
const kms = (name: string): EncryptionKey => ({ kms: { name, endpoint: `unix:///var/run/${name}.sock` } });

const ROTATIONS: readonly [EncryptionProfile, EncryptionKey][] = [
  [{ write: box(1) }, box(2)],
  [{ write: cbc(1) }, box(2)],
  [{ write: box(1) }, kms('vault')],
  [{ write: kms('old') }, kms('new')],
  [{ write: box(2), read: [cbc(1)], resources: ['widgets.example.com'] }, kms('vault')],
  [{ write: box(1), resources: ['*.*'], migrating: true }, box(2)],
];

/** Every profile that an API server may still have while the next step is rolled out, in pairs. */
function neighbours(
  from: EncryptionProfile,
  steps: readonly EncryptionStep[],
): [EncryptionProfile, EncryptionProfile][] {
  const all = [from, ...steps.map(({ encryption }) => encryption)];
  return all.slice(1).flatMap((next, index) => {
    const before = all[index];
    return before === undefined ? [] : [[before, next] as [EncryptionProfile, EncryptionProfile]];
  });
}

describe.each(ROTATIONS)('%j to %j', (from, to) => {
  const steps = encryptionKeyRotation({ from, to });

  test('while a step is rolled out, each API server reads what the others write', () => {
    for (const [before, next] of neighbours(from, steps)) {
      expect(keysOf(before)).toContainEqual(next.write);
      expect(keysOf(next)).toContainEqual(before.write);
    }
  });

  test('a key goes only once everything is written anew, and the check before asks for each', () => {
    const rewritten = steps.findIndex(({ run }) =>
      run.some((command) => command.includes('kubectl replace')),
    );
    const before = steps.slice(0, rewritten + 1);
    for (const { encryption } of before)
      expect(keysOf(encryption)).toEqual(expect.arrayContaining(keysOf(from)));
    for (const key of keysOf(from))
      expect(steps[rewritten]?.check.command).toContain(`'^${encryptedPrefix(key)}'`);
    expect(steps.at(-1)?.encryption).toEqual({ ...from, read: undefined, write: to });
  });

  test('a profile takes each step, and the script is run only where there is one', () => {
    for (const { encryption, run } of steps) {
      expect(clusters.kubeadm({ encryption }).encryption).toEqual(encryption);
      const fills = run.some((command) => command.includes('fill-encryption.sh'));
      const copies = run.some((command) => command.includes('-m 600 encryption.yaml'));
      const isLocal = keysOf(encryption).some((key) => !('kms' in key));
      expect([fills, copies]).toEqual(
        run.some((command) => command.includes('replace')) ? [false, false] : [isLocal, !isLocal],
      );
    }
  });
});

test('a cluster that encrypts nothing reads plain data until all of it is written anew', () => {
  const steps = encryptionOfPlainData({ write: box(1), resources: ['widgets.example.com'] });
  expect(steps.map(({ encryption: { migrating = false } }) => migrating)).toEqual([true, true, false]);
  expect(steps[0]?.check.prints).toBe('k8s:enc:secretbox:v1:key-1:');
  expect(steps[1]?.run).toEqual(
    ['configmaps', 'secrets', 'widgets.example.com'].map(
      (name) => `kubectl get ${name} --all-namespaces -o json | kubectl replace -f -`,
    ),
  );
  expect(steps[1]?.check.command).toContain('--keys-only /registry/example.com/widgets/');
});

test('a wildcard writes everything anew that can be', () => {
  const [, second] = encryptionOfPlainData({ write: box(1), resources: ['*.*'] });
  expect(second?.run).toEqual([
    'kubectl get $(kubectl api-resources --verbs=list,update -o name | paste -sd, -) --all-namespaces -o json | kubectl replace -f -',
  ]);
});

test.each<[string, unknown, string]>([
  ['nothing', undefined, 'options: found nothing; needs a plain object'],
  ['no new key', { from: { write: box(1) } }, 'to: found nothing'],
  ['the key that it has', { from: { write: box(1) }, to: box(1) }, 'the same name twice in secretbox'],
  [
    'one that it reads still',
    { from: { write: box(2), read: [box(1)] }, to: box(1) },
    'the same name twice in secretbox',
  ],
  [
    'a key itself',
    { from: { write: box(1) }, to: { secretbox: { name: 'key-2', variable: 'c2VjcmV0' } } },
    'is not shown',
  ],
])('%s is refused', (_what, options, message) => {
  expect(() => Reflect.apply(encryptionKeyRotation, undefined, [options])).toThrow(message);
});
