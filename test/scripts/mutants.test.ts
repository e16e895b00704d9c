import { chosen } from '../../scripts/mutants/chosen';
import { type Outcome, problemsOf } from '../../scripts/mutants/report';
import type { Mutant } from '../../scripts/mutants/source';

function mutant(id: string, file = 'lib/core/engine/a.ts'): Mutant {
  return { id, file, line: 1, inFunction: 0, text: () => '' };
}

const IDS = Array.from({ length: 50 }, (_, index) => `mutant ${index}`);
const NAMED = { always: ['mutant 7'], equivalent: { 'mutant 30': 'a memory of answers' } };

describe('the mutants of a run', () => {
  const mutants = IDS.map((id) => mutant(id));
  const ids = (choice: object): string[] =>
    chosen(mutants, NAMED, { all: false, only: [], seed: '1', count: 5, ...choice }).map(({ id }) => id);

  test.each(['1', '2', '3'])('seed %s: what is named runs beside the sample', (seed) => {
    expect(ids({ seed })).toHaveLength(7);
    expect(ids({ seed })).toEqual(expect.arrayContaining(['mutant 7', 'mutant 30']));
  });

  test('each once, and the same each time', () => {
    expect(new Set(ids({ count: 50 })).size).toBe(50);
    expect(ids({ count: 50 })).toHaveLength(50);
    expect(ids({})).toEqual(ids({}));
  });

  test('of a folder, all; of another one, none', () => {
    expect(ids({ only: ['lib/core/engine'] })).toHaveLength(50);
    expect(ids({ only: ['lib/core/policy'] })).toEqual([]);
  });
});

describe('what makes a run fail', () => {
  const known = new Set(IDS);
  const problems = (outcomes: readonly Outcome[], atLeast = 0): string[] =>
    problemsOf(outcomes, { atLeast, ...NAMED }, known);
  const outcome = (id: string, killedBy?: string): Outcome => ({ id, mutant: mutant(id), ran: 1, killedBy });

  test('nothing where the named ones are as the list says', () => {
    expect(problems([outcome('mutant 7', 'a test'), outcome('mutant 30'), outcome('mutant 1')])).toEqual([]);
  });

  test('an equivalent that a test sees', () => {
    expect(problems([outcome('mutant 30', 'engine.test.ts: order')])).toEqual([
      'is no equivalent, a test sees it: mutant 30: engine.test.ts: order; take it out of the list',
    ]);
  });

  test('one that has to be killed, and is not', () => {
    expect(problems([outcome('mutant 7')])).toEqual(['has to be killed: mutant 7']);
  });

  test('a control that does nothing, and nobody sees it', () => {
    const id = 'run-as-non-root: check does nothing';
    expect(problems([{ id, ran: 3 }])).toEqual([`has to be killed: ${id}`]);
  });

  test('a name that no mutant has any more', () => {
    expect(problemsOf([], { atLeast: 0, ...NAMED }, new Set(['mutant 7']))).toEqual([
      'test/mutants.json names a mutant that is gone: mutant 30',
    ]);
  });

  test('one mutant on both lists', () => {
    const both = { atLeast: 0, always: ['mutant 7'], equivalent: { 'mutant 7': 'nobody knows' } };
    expect(problemsOf([], both, known)).toEqual([
      'test/mutants.json wants a mutant killed and says that nobody can see it: mutant 7',
    ]);
  });

  test.each([
    [50, []],
    [51, ['fewer than 51 % were killed']],
  ])(
    'at least %i per cent, where one of two is seen and an equivalent is not counted',
    (atLeast, expected) => {
      const outcomes = [outcome('mutant 1', 'a test'), outcome('mutant 2'), outcome('mutant 30')];
      expect(problems(outcomes, atLeast)).toEqual(expected);
    },
  );
});
