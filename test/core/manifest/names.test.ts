import * as fc from 'fast-check';
import {
  annotationKeyProblems,
  dataKeyProblems,
  envNameProblems,
  labelKeyProblems,
  labelNameProblems,
  labelValueProblems,
  objectNameProblems,
  pathSegmentProblems,
  portNameProblems,
  serviceNameProblems,
  subdomainProblems,
} from '../../../lib/core/manifest/names';

const a63 = 'a'.repeat(63);
const a253 = `${'a'.repeat(250)}.bc`;

interface Rule {
  readonly good: readonly string[];
  readonly bad: readonly string[];
}

const rules: [string, (name: string) => string[], Rule][] = [
  [
    'label',
    labelNameProblems,
    { good: ['web', '1a', 'a-b', a63], bad: ['', 'Web', 'a.b', '-a', 'a-', 'a_b', `${a63}a`, 'ä', 'a\n'] },
  ],
  [
    'subdomain',
    subdomainProblems,
    { good: ['a.b', '1.2', a253], bad: ['', 'a..b', '.a', 'a.', 'a.-b', 'A', `${a253}d`] },
  ],
  [
    'Service',
    serviceNameProblems,
    { good: ['web', 'a1', a63], bad: ['', '1a', 'a.b', 'Web', 'a-', `${a63}a`] },
  ],
  [
    'port',
    portNameProblems,
    {
      good: ['http', 'h2c', '8080-a', 'a'.repeat(15)],
      bad: ['', '8080', 'a--b', '-a', 'HTTP', 'a_b', 'a'.repeat(16)],
    },
  ],
  [
    'label key',
    labelKeyProblems,
    {
      good: ['app', 'app.kubernetes.io/name', 'A_b.c', a63, `${a253}/${a63}`],
      bad: ['', '/a', 'a/', 'a/b/c', 'A.b/c', '-a', 'a b', `${a63}a`],
    },
  ],
  [
    'annotation key',
    annotationKeyProblems,
    { good: ['app', 'Example.COM/Name'], bad: ['', 'a/', 'a b', '_a'] },
  ],
  [
    'label value',
    labelValueProblems,
    { good: ['', 'v1.2_3-x', 'A', a63], bad: ['-a', 'a ', 'a/b', '1:2', `${a63}a`] },
  ],
  [
    'variable',
    envNameProblems,
    { good: ['A', '_a', 'a.b-c', '.a', '-a'], bad: ['', '1A', 'A B', 'A=B', '.', '..', '..a', 'Ä'] },
  ],
  [
    'data key',
    dataKeyProblems,
    { good: ['a.yaml', 'A_1', '-', '.a'], bad: ['', '.', '..', '..a', 'a/b', 'a'.repeat(254)] },
  ],
  ['path segment', pathSegmentProblems, { good: ['system:node', 'A b'], bad: ['', '.', '..', 'a/b', 'a%b'] }],
];

describe.each(rules)('%s', (_, problems, { good, bad }) => {
  test.each(good)('takes %p', (name) => expect(problems(name)).toEqual([]));
  test.each(bad)('refuses %p', (name) => expect(problems(name)).not.toEqual([]));
});

test.each<[string, string, boolean]>([
  ['Deployment', 'a.b', true],
  ['Deployment', 'a:b', false],
  ['ClusterRole', 'system:a', true],
  ['Namespace', 'a.b', false],
  ['Service', '1a', false],
  ['CronJob', 'a'.repeat(52), true],
  ['CronJob', 'a'.repeat(53), false],
  ['Job', 'a'.repeat(63), true],
  ['Job', 'a'.repeat(64), true], // unless the server labels its pods with it, which the rules of a Job judge
  ['Widget', 'a'.repeat(253), true],
  ['Widget', 'A', false],
])('%s %s: %p', (kind, name, good) => {
  expect(objectNameProblems(kind, name).length === 0).toBe(good);
});

test('strings say what is needed and what was found', () => {
  expect(serviceNameProblems(`${'a'.repeat(63)}B`)).toEqual([
    'at most 63 characters; found 64',
    `lower-case letters, digits and '-', with a letter first and a letter or digit last; found "${'a'.repeat(63)}B"`,
  ]);
  expect(labelKeyProblems('A/b')).toEqual([
    `before the '/' lower-case letters, digits, '-' and '.', with a letter or digit at both ends of every part; found "A"`,
  ]);
});

test('the rules nest: what is a Service name is a label, a subdomain, a label value', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-zA-Z0-9.\-_/]{0,70}$/), (name) => {
      const fine = (problems: (name: string) => string[]): boolean => problems(name).length === 0;
      if (fine(serviceNameProblems)) expect(fine(labelNameProblems)).toBe(true);
      if (fine(labelNameProblems)) expect(fine(subdomainProblems) && fine(labelValueProblems)).toBe(true);
      if (fine(portNameProblems)) expect(fine(labelNameProblems)).toBe(true);
      if (fine(labelKeyProblems)) expect(fine(annotationKeyProblems)).toBe(true);
    }),
  );
});
