import { isClose } from '../../conformance/lib/page';

describe('the page of conformance is held against what a run found', () => {
  test.each([
    ['the same', '| rows | 99 | v1.36.3 |', '| rows | 99 | v1.36.3 |', true],
    ['a large count that moved a little', '| objects | 32840 |', '| objects | 32838 |', true],
    ['a count with commas that moved a little', '1,000 objects', '1,010 objects', true],
    ['a count that moved by more than one in a hundred', '1,000 objects', '1,011 objects', false],
    ['a count that became less by more', '1,000 objects', '989 objects', false],
    ['a small count that moved', '| refused | 99 |', '| refused | 98 |', false],
    ['another version', 'kube-apiserver 1.36.3', 'kube-apiserver 1.36.4', false],
    ['another word', '| objects | 32840 |', '| pods | 32840 |', false],
    ['a row more', '| objects | 200 |', '| objects | 200 |\n| pods | 3 |', false],
  ])('%s', (_, before, after, expected) => {
    expect(isClose(before, after)).toBe(expected);
  });
});
