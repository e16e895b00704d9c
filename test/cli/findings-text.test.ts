import { findingsLines, type LocatedFinding } from '../../lib/cli/findings-text';
import { evaluate } from '../../lib/core/engine/evaluate';
import { reportOf } from '../../lib/core/report/report';
import { engineFor, TODAY } from '../core/engine/fixtures';

const plain = (_colour: string, text: string): string => text;
const linesOf = (...args: Parameters<typeof findingsLines>): string[] => [...findingsLines(...args)];

function finding(control: string, more: Partial<LocatedFinding> = {}): LocatedFinding {
  return {
    control,
    severity: 'high',
    verdict: 'fail',
    object: { apiVersion: 'example.com/v1', kind: 'Thing', namespace: 'shop', name: 'one' },
    construct: null,
    path: 'rules[0]',
    container: null,
    findingId: null,
    found: '["*"]',
    needs: `what ${control} needs`,
    fix: `fix ${control}`,
    message: '',
    file: 'a.yaml',
    line: 3,
    ...more,
  };
}

const IDS = ['a-a', 'b-b', 'c-c', 'd-d', 'e-e'];

test('many controls against one value are one block: the value, its place, and each control with its fix', () => {
  const findings = IDS.map((id) => finding(id, { severity: id === 'e-e' ? 'critical' : 'high' }));
  expect(linesOf(findings, plain)).toEqual([
    'critical 5 controls, 5 findings: found ["*"]',
    '  - a.yaml:3 (Thing shop/one, rules[0])',
    '  critical e-e: needs what e-e needs. Fix: fix e-e',
    ...['a-a', 'b-b', 'c-c', 'd-d'].map((id) => `  high ${id}: needs what ${id} needs. Fix: fix ${id}`),
    expect.stringMatching(/^ {2}Or waive, each control by itself: - \{ control: '…', .*name: 'one' \} \}$/),
    '',
  ]);
});

test('values that are alike share a block, and name each place once', () => {
  const findings = ['one', 'two'].flatMap((name) =>
    [...IDS, ...IDS].map((id) =>
      finding(id, { object: { apiVersion: 'example.com/v1', kind: 'Thing', namespace: null, name } }),
    ),
  );
  const lines = linesOf(findings, plain);
  expect(lines[0]).toBe('high 5 controls, 20 findings: found ["*"]');
  expect(lines.slice(1, 3)).toEqual([
    '  - a.yaml:3 (Thing one, rules[0])',
    '  - a.yaml:3 (Thing two, rules[0])',
  ]);
  expect(lines).toHaveLength(3 + IDS.length + 2);
});

test.each([
  ['four controls', IDS.slice(1).map((id) => finding(id))],
  ['one control five times', IDS.map(() => finding('a-a'))],
  ['nothing, which is no value', IDS.map((id) => finding(id, { found: 'nothing' }))],
  ['other places', IDS.map((id, index) => finding(id, { path: `rules[${index}]` }))],
  ['other objects', IDS.map((id) => finding(id, { file: `${id}.yaml` }))],
  ['other values', IDS.map((id) => finding(id, { found: id }))],
])('%s are shown by cause, as ever', (_, findings) => {
  expect(linesOf(findings, plain).join('\n')).not.toContain(' controls, ');
});

test('a locked control says so in its line, and where all are locked no waiver is offered', () => {
  const locked = { waivable: false, lock: 'The policy locks this control' };
  const some = linesOf(
    IDS.map((id) => finding(id, id === 'c-c' ? locked : {})),
    plain,
  );
  expect(some.slice(4, 6)).toEqual([
    '  high c-c: needs what c-c needs. Fix: fix c-c',
    '    The policy locks this control',
  ]);
  expect(some.at(-2)).toContain('Or waive, each control by itself');
  const all = linesOf(
    IDS.map((id) => finding(id, locked)),
    plain,
  );
  expect(all.join('\n')).not.toContain('Or waive');
});

test('a rule of wildcards is one block in the text, and as many findings as ever in the report', () => {
  const rules = [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }];
  const manifest = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'all' },
    rules,
  };
  const compiled = engineFor();
  const { findings } = reportOf(evaluate([{ manifest }], compiled, TODAY), compiled, TODAY);
  const ofRule = findings.filter(({ path }) => path === 'rules[0]');
  expect(ofRule.length).toBeGreaterThan(30);
  const lines = linesOf(findings, plain);
  expect(lines.filter((line) => line === '  - ClusterRole all, rules[0]')).toHaveLength(1);
  for (const { control } of ofRule)
    expect(lines.filter((line) => line.includes(` ${control}: `))).toHaveLength(1);
});
