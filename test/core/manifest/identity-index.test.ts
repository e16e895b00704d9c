import fc from 'fast-check';
import { type Identity, identityKey } from '../../../lib/core/manifest/identity';
import { IdentityIndex } from '../../../lib/core/manifest/identity-index';

const identity: fc.Arbitrary<Identity> = fc.record(
  {
    group: fc.constantFrom('', 'apps', 'extensions', 'networking.k8s.io'),
    kind: fc.constantFrom('Pod', 'Deployment', 'Ingress'),
    namespace: fc.constantFrom('default', 'shop', 'a/b'),
    name: fc.constantFrom('', 'web', 'web*', 'constructor'),
    generateName: fc.constantFrom('web', 'seed-'),
  },
  { requiredKeys: ['group', 'kind', 'name'] },
);

test('finds what the key of an identity finds, and of two the first', () => {
  fc.assert(
    fc.property(fc.array(identity, { maxLength: 40 }), (refs) => {
      const index = new IdentityIndex<number>();
      const keys = new Map<string, number>();
      for (const [at, ref] of refs.entries()) {
        expect(index.learn(ref, at)).toBe(keys.get(identityKey(ref)));
        if (!keys.has(identityKey(ref))) keys.set(identityKey(ref), at);
      }
      for (const ref of refs) expect(index.get(ref)).toBe(keys.get(identityKey(ref)));
    }),
  );
});
