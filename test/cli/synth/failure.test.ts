import { failureOf } from '../../../lib/cli/synth/failure';

const FOLDER = '/home/me/shop';
const uncaught = (error: string) => `node:internal/modules/run_main:123
    triggerUncaughtException(
    ^

${error}

Node.js v20.20.2
`;

const OWN = uncaught(`[InvalidInputError: shop/web: 2 problems
  - image: found "a b"; needs an image reference. Fix: args: ['a', 'b']
  - labels["a"]: found [1]; needs strings. Fix: labels: ['a']] {
  messages: [
    'image: found "a b"'
  ],
  where: 'shop/web'
}`);

const TYPE = uncaught(`TypeError: Cannot read properties of undefined (reading 'x')
    at Object.<anonymous> (node:internal/a.js:1:2)
    at make (${FOLDER}/node_modules/cdk8s/lib/app.js:10:5)
    at <anonymous> (${FOLDER}/main.ts:12:7)
    at file://${FOLDER}/other.ts:1:1`);

const EXCERPT = `warning: old
${FOLDER}/main.ts:3
throw new Error('several\\nlines');
      ^

Error: several
lines
    at <anonymous> (${FOLDER}/main.ts:3:7)

Node.js v20.20.2
`;

test('an error of ours is its message: no name, no fields, no stack', () => {
  expect(failureOf(OWN, FOLDER)).toEqual({
    before: [],
    error: [
      'shop/web: 2 problems',
      `  - image: found "a b"; needs an image reference. Fix: args: ['a', 'b']`,
      `  - labels["a"]: found [1]; needs strings. Fix: labels: ['a']`,
    ],
  });
});

test('another error keeps its name and the line of the own code that threw it', () => {
  expect(failureOf(TYPE, FOLDER).error).toEqual([
    "TypeError: Cannot read properties of undefined (reading 'x')",
    '  at main.ts:12:7',
  ]);
});

test('keeps what was printed before, and messages of several lines', () => {
  expect(failureOf(EXCERPT, FOLDER)).toEqual({
    before: ['warning: old'],
    error: ['several', 'lines', '  at main.ts:3:7'],
  });
});

test('what fails to compile names file and line', () => {
  const text = `${FOLDER}/node_modules/esbuild/lib/main.js:1467
  let error = new Error(text);
              ^

Error: Transform failed with 1 error:
${FOLDER}/main.ts:1:10: ERROR: Unexpected ";"
    at failureErrorWithLog (${FOLDER}/node_modules/esbuild/lib/main.js:1467:15) {
  errors: [Getter/Setter]
}

Node.js v20.20.2
`;
  expect(failureOf(text, FOLDER).error).toEqual([
    'Transform failed with 1 error:',
    'main.ts:1:10: ERROR: Unexpected ";"',
  ]);
});

test('an unknown form is shown as it is, without stack frames', () => {
  expect(failureOf(`sh: 1: nosuch: not found\n    at x (${FOLDER}/a.js:1:2)\n`, FOLDER)).toEqual({
    before: [],
    error: ['sh: 1: nosuch: not found'],
  });
  expect(failureOf('', FOLDER).error).toEqual([]);
});
