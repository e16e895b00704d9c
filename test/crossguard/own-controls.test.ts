import { objectControl, restricted } from 'bulwark';
import { hardenedPolicies } from '../../lib/crossguard';

const costCentre = objectControl({
  id: 'acme/cost-centre',
  title: 'Every Deployment says who pays for it',
  category: 'workload',
  severity: 'medium',
  why: 'Bills.',
  fix: 'metadata: { labels: { cost-centre: cc-1 } }',
  refs: {},
  kinds: ['Deployment'],
  check(manifest, report) {
    const found = Object(Object(manifest.metadata).labels)['cost-centre'];
    if (found === undefined) report({ path: 'metadata.labels', found, needs: 'a cost centre' });
  },
  examples: { good: [], bad: [] },
});

test('a control of an organisation is a policy of the pack', () => {
  const names = (controls: readonly (typeof costCentre)[]) =>
    hardenedPolicies({ policy: restricted({ controls }), today: '2026-11-21' }).policies.map(
      ({ name }) => name,
    );
  expect(names([costCentre]).filter((name) => !names([]).includes(name))).toEqual(['acme/cost-centre']);
});
