import { readFileSync } from 'node:fs';
import type { Form } from '../../lib/blueprints/form';
import { propsFiles } from '../../scripts/props';
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
    { name: 'a', type: 'string', required: false, text: 'What it is, in two lines.', byDefault: `'x'` },
    { name: 'b', type: 'number', required: true, text: '', byDefault: undefined },
  ]);
});

test('a base that there is not is an error', () => {
  expect(() => read('interface Props extends Missing { a: string }')).toThrow('Props: no type Missing');
  expect(() => readProps(['Missing'])).toThrow('no props.ts has the type Missing');
});
