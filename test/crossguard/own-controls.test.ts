import { objectControl, restricted } from 'bulwark';
import { isPlain } from '../../lib/core/manifest/plain';
import { hardenedPolicies } from '../../lib/crossguard';
import { cluster, of, violationsOf, web } from './support';

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

test('a control of an organisation that writes hides nothing from the controls after it', async () => {
  const rest = {
    category: 'workload',
    severity: 'low',
    title: 'A control',
    why: 'It tests.',
    fix: 'nothing',
    refs: {},
    kinds: ['Deployment'],
    examples: { good: [], bad: [] },
  } as const;
  const controls = [
    objectControl({
      ...rest,
      id: 'acme/writes',
      check: (manifest) => void Object.assign(manifest, { spec: {} }),
    }),
    objectControl({
      ...rest,
      id: 'acme/reads',
      check(manifest, report) {
        if (!isPlain(Object(manifest.spec).template))
          report({ path: 'spec.template', found: undefined, needs: 'what was written' });
      },
    }),
  ];
  const found = await violationsOf([web()], { policy: restricted({ controls }), cluster });
  expect(of(found, 'acme/writes')).toEqual([expect.stringContaining('a control that failed')]);
  expect(of(found, 'acme/reads')).toEqual([]);
});
