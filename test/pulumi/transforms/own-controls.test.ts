import * as k8s from '@pulumi/kubernetes';
import { objectControl, restricted } from 'bulwark';
import { hardenStack } from '../../../lib/pulumi/transforms';
import { runProgram } from './support';

const costCentre = objectControl({
  id: 'acme/cost-centre',
  title: 'Every ConfigMap says who pays for it',
  category: 'workload',
  severity: 'medium',
  why: 'Bills.',
  fix: 'metadata: { labels: { cost-centre: cc-1 } }',
  refs: {},
  kinds: ['ConfigMap'],
  check(manifest, report) {
    const found = Object(Object(manifest.metadata).labels)['cost-centre'];
    if (found === undefined) report({ path: 'metadata.labels', found, needs: 'a cost centre' });
  },
  examples: { good: [], bad: [] },
});

test('a control of an organisation judges what a program makes', async () => {
  const program = (labels: Record<string, string>) => (): void => {
    hardenStack({ today: '2026-11-21', policy: restricted({ controls: [costCentre] }) });
    new k8s.core.v1.ConfigMap('c', { metadata: { name: 'c', namespace: 'shop', labels }, data: { a: 'b' } });
  };
  const bad = await runProgram(program({}));
  expect(String(bad.failures)).toContain('acme/cost-centre');
  expect(bad.registered.filter(({ name }) => name === 'c')).toEqual([]);
  const good = await runProgram(program({ 'cost-centre': 'cc-1' }));
  expect(good.registered.filter(({ name }) => name === 'c')).toHaveLength(1);
});
