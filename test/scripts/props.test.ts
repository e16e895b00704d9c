import { readFileSync } from 'node:fs';
import type { Form } from '../../lib/blueprints/form';
import { controlIds } from '../../lib/core/controls';
import { propsFiles } from '../../scripts/props';
import { readAll } from '../../scripts/props-page';
import { type Definition, declarationsIn, readProps } from '../../scripts/props-read';

test.each([...propsFiles()])('%s is what npm run docs writes', (path, text) => {
  expect(readFileSync(path, 'utf8')).toBe(text);
});

function read(text: string): readonly Definition[] {
  return readProps(['Props'], declarationsIn('props.ts', text));
}

function formOf(type: string): Form | undefined {
  const [props] = read(
    `interface Props { readonly a?: ${type} } interface B { b: number } type C = 'x' | 'y';`,
  );
  return props?.form.object?.a;
}

describe('a type, and its form', () => {
  test.each<[type: string, form: Form]>([
    ['string', { text: true }],
    ['Text', { text: true, deferred: true }],
    ['boolean', { flag: true }],
    ['(number)', { number: true }],
    [`'x' | "y" | false | true`, { oneOf: ['x', 'y', false, true] }],
    [`'x' | Text | 'y'`, { either: [{ oneOf: ['x', 'y'] }, { text: true, deferred: true }] }],
    ['readonly Text[]', { list: { text: true, deferred: true } }],
    ['Readonly<Record<string, B>>', { map: { ref: 'B' } }],
    [
      '{ readonly b: C; readonly c?: number }',
      { object: { b: { ref: 'C' }, c: { number: true } }, required: ['b'] },
    ],
    ['{ b: number } & B', { all: [{ object: { b: { number: true } }, required: ['b'] }, { ref: 'B' }] }],
    ['{ readonly [Field in Names]?: unknown }', { open: true }],
    ['readonly Waiver[]', { list: { named: 'Waiver' } }],
  ])('%s', (type, form) => {
    expect(formOf(type)).toEqual(form);
  });

  test.each([
    'Map<string, string>',
    'Date',
    'bigint',
    'unknown',
    'null',
    '() => void',
    '[string, number]',
    'keyof B',
    'B[number]',
    '42',
  ])('%s is an error that says where', (type) => {
    expect(() => formOf(type)).toThrow(/props\.ts:1: scripts\/props-read\.ts knows no form for the type/);
  });
});

test('docs and tags of a prop', () => {
  const [props] = read(`/** All. */
interface Props {
  /** What it is,
   * in two lines. @default 'x'
   * @needs a thing
   * @example 'y' */
  readonly a?: string;
  readonly b: number;
}`);
  expect(props?.form).toEqual({
    object: { a: { text: true, needs: 'a thing', sample: `'y'` }, b: { number: true } },
    required: ['b'],
  });
  expect(props?.text).toBe('All.');
  expect(props?.props).toEqual([
    {
      name: 'a',
      type: 'string',
      required: false,
      text: 'What it is, in two lines.',
      byDefault: `'x'`,
      optOut: [],
    },
    { name: 'b', type: 'number', required: true, text: '', byDefault: undefined, optOut: [] },
  ]);
});

test('a base that there is not is an error', () => {
  expect(() => read('interface Props extends Missing { a: string }')).toThrow('Props: no type Missing');
  expect(() => readProps(['Missing'])).toThrow('no props.ts has the type Missing');
});

describe('a prop that opts out', () => {
  const optOuts = readAll()
    .flatMap(({ name, props }) => props.map((prop) => ({ ...prop, path: `${name}.${prop.name}` })))
    .filter(({ type }) => /\bOptOutProp\b/.test(type));
  /** What no control asks for: the default is written, and nothing is found without it. */
  const WITHOUT_CONTROL = [
    'NamespaceProps.quota',
    'NamespaceProps.limits',
    'TenantNamespaceProps.limits',
    'HostProps.redirect',
  ];

  test('names the controls that it opts out of, which there are', () => {
    expect(optOuts.length).toBeGreaterThan(7);
    const unnamed = optOuts.filter(({ optOut }) => optOut.length === 0).map(({ path }) => path);
    expect([...new Set(unnamed)].sort()).toEqual([...WITHOUT_CONTROL].sort());
    for (const { optOut } of optOuts) for (const id of optOut) expect(controlIds).toContain(id);
  });

  test('and no other does', () => {
    const [props] = read(
      `interface Props {
  /** A. @optOut no-root a-b */
  readonly a?: 'optOut';
  readonly b?: string;
}`,
    );
    expect(props?.props.map(({ optOut }) => optOut)).toEqual([['no-root', 'a-b'], []]);
    expect(props?.form.object?.a).toEqual({ oneOf: ['optOut'], optOut: ['no-root', 'a-b'] });
  });
});
