import { parseSuppression } from '../../../lib/core/policy/parse-suppression';

const told = (given: unknown): { read: unknown; problems: number } => {
  const problems: string[] = [];
  const read = parseSuppression(given, (problem) => problems.push(problem));
  return { read, problems: problems.length };
};
const optOut = { control: 'cpu-limits', reason: 'it bursts', optOut: true };

test('the opt-out of a default is read as it is', () => {
  for (const given of [optOut, { ...optOut, container: 'app', finding: 'app' }])
    expect(told(given)).toEqual({ read: given, problems: 0 });
});

test.each<[string, object, number]>([
  ['a control that nobody knows', { ...optOut, control: 'nothing' }, 1],
  ['a control without a default', { ...optOut, control: 'no-host-pid' }, 1],
  ['no reason', { control: 'cpu-limits', optOut: true }, 1],
  ['a reason that is no string', { ...optOut, reason: 1 }, 1],
  ['neither a control nor a reason', { optOut: true }, 2],
])('no opt-out has %s', (_name, given, problems) => {
  expect(told(given)).toEqual({ read: undefined, problems });
});

test.each<[object, number]>([
  [{ container: 1 }, 1],
  [{ finding: 1 }, 1],
  [{ owner: 'a' }, 1],
])('%j is told, and left out', (change, problems) => {
  expect(told({ ...optOut, ...change })).toEqual({ read: optOut, problems });
});
