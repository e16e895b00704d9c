import { IsolatedNamespace, SecureDeployment, type TrafficPeer } from 'bulwark/cdk8s';
import fc from 'fast-check';
import { at, objectsOf, shopApp, WEB } from '../cdk8s/support';

type Call = readonly [from: number, to: number, twice: boolean];

test('any order of calls, and any repetition, gives the same policies: one a workload and the default', () => {
  const calls = fc.array(fc.tuple(fc.nat(3), fc.nat(3), fc.boolean()), { maxLength: 8 });
  const policies = (order: readonly Call[]): string => {
    const { app, shop } = shopApp();
    const other = new IsolatedNamespace(app, 'other');
    const peers: (SecureDeployment & TrafficPeer)[] = [0, 1, 2, 3].map(
      (id) => new SecureDeployment(id < 2 ? shop : other, `w${id}`, WEB),
    );
    for (const [from, to, twice] of order) {
      const target = peers[to];
      if (target === undefined) continue;
      peers[from]?.talksTo(target);
      if (twice) target.receivesFrom(peers[from] ?? target);
    }
    const all = objectsOf(app).filter((object) => object.kind === 'NetworkPolicy');
    expect(all.map((object) => at(object, 'metadata.name')).sort()).toEqual([
      'default-deny',
      'default-deny',
      'w0',
      'w1',
      'w2',
      'w3',
    ]);
    return JSON.stringify(all);
  };
  const shuffled = calls.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
  );
  fc.assert(
    fc.property(shuffled, ([list, mixed]) => policies(list) === policies([...mixed, ...mixed])),
    { numRuns: 30 },
  );
});
