import fc from 'fast-check';
import { messageOf } from '../../lib/core/engine/message';
import { asMessage, BulwarkError, InvalidInputError } from '../../lib/core/errors';
import { printable, printableJson } from '../../lib/core/printable';
import { readYaml, writeYaml } from '../../lib/core/yaml';
import { COMMAND, hostileText, UNSEEN } from './hostile';

test.each([
  ['a\u001b[2Jb', 'a\\u001b[2Jb'],
  ['a\r\nb\tc', 'a\\u000d\\u000ab\\u0009c'],
  ['\u0085\u009b\u007f', '\\u0085\\u009b\\u007f'],
  ['abc\u202ecba\u2066', 'abc\\u202ecba\\u2066'],
  ['\u2028\u2029\ufeff\u200b', '\\u2028\\u2029\\ufeff\\u200b'],
  ['\ud800x\udc00', '\\ud800x\\udc00'],
  ['\u{e0041}', '\\u{e0041}'],
  ['::add-mask::0', '\\u003a:add-mask::0'],
  ['  ::group::', '  \\u003a:group::'],
  [
    'a ##[add-path]x ##vso[task.setvariable] ##TeamCity[x]',
    'a #\\u0023[add-path]x #\\u0023vso[task.setvariable] #\\u0023TeamCity[x]',
  ],
  ['shop/web: a::b, ## heading', 'shop/web: a::b, ## heading'],
  ['Füße, 漢字, 🚀 …', 'Füße, 漢字, 🚀 …'],
])('%j is shown as %j', (text, shown) => {
  expect(printable(text)).toBe(shown);
});

test('nothing that a terminal or a runner obeys is left, and what is shown once is shown the same again', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const shown = printable(text);
      expect(shown).not.toMatch(UNSEEN);
      expect(shown).not.toMatch(COMMAND);
      expect(printable(shown)).toBe(shown);
    }),
  );
});

test('JSON stays the same data', () => {
  fc.assert(
    fc.property(fc.dictionary(hostileText, fc.array(hostileText, { maxLength: 3 })), (value) => {
      const text = printableJson(value);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(text.replaceAll('\n', '')).not.toMatch(UNSEEN);
      for (const line of text.split('\n')) expect(line).not.toMatch(COMMAND);
    }),
  );
});

test('YAML of our own is safe to print, and stays the same data', () => {
  const whole = hostileText.filter((text) => !/\p{Cs}/u.test(text));
  fc.assert(
    fc.property(fc.dictionary(whole, fc.oneof(whole, fc.array(whole, { maxLength: 3 }))), (value) => {
      const text = writeYaml(value);
      for (const line of text.split('\n')) {
        expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
        expect(line).not.toMatch(COMMAND);
      }
      const { documents, problems } = readYaml(text);
      expect(problems).toEqual([]);
      expect(documents.map((document) => document.value)).toEqual([value]);
    }),
  );
});

describe('errors and messages', () => {
  const name = 'x\n::add-mask::0\n\u001b[2J';

  test('an error is one line a problem, whatever it holds', () => {
    const error = new BulwarkError(`one ${name}`, [name, `two\u2028${name}`]);
    expect(error.message.split('\n')).toHaveLength(3);
    expect(error.message.replaceAll('\n', '')).not.toMatch(UNSEEN);
    expect(error.stack?.replaceAll('\n', '')).not.toMatch(UNSEEN);
  });

  test('an error among the problems of another one keeps its lines', () => {
    const inner = new InvalidInputError(name, [{ field: name, found: name, needs: name, fix: name }]);
    const outer = new BulwarkError('2 problems', [asMessage(inner), name]);
    expect(outer.message.split('\n')).toEqual([
      '2 problems',
      `  - ${inner.title}`,
      ...inner.messages.map((message) => `  - ${message}`),
      '  - x\\u000a::add-mask::0\\u000a\\u001b[2J',
    ]);
  });

  test('a finding is one line', () => {
    const message = messageOf({
      control: 'no-host-pid',
      severity: 'high',
      object: { apiVersion: name, group: '', kind: name, namespace: name, name },
      origin: { file: name, line: 1 },
      path: name,
      container: name,
      verdict: 'fail',
      found: name,
      needs: name,
      fix: name,
      waivable: true,
    });
    expect(message).not.toMatch(UNSEEN);
  });
});
