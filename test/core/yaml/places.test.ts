import fc from 'fast-check';
import { readYaml } from '../../../lib/core/yaml';
import { LineTable } from '../../../lib/core/yaml/line-table';

type Path = readonly (string | number)[];
type Value = string | readonly Value[] | { readonly [key: string]: Value };

const { value: tree } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.stringMatching(/^[a-z]{1,6}$/),
    fc.array(tie('value'), { minLength: 1, maxLength: 20 }),
    fc.dictionary(fc.stringMatching(/^k[a-z]{1,2}$/), tie('value'), { minKeys: 1, maxKeys: 20 }),
  ),
}));

/** A value as lines of YAML, each key and each item on one of its own, with the line of every path. */
function written(
  value: Value,
  comment: boolean,
): { text: string; lines: [Path, number][]; scalars: [Path, string][] } {
  const out: string[] = ['top:'];
  const lines: [Path, number][] = [[['top'], 1]];
  const scalars: [Path, string][] = [];
  const put = (text: string, path: Path): void => {
    if (comment && out.length % 3 === 0) out.push('# between');
    out.push(text);
    lines.push([path, out.length]);
  };
  const walk = (inner: Value, path: Path, depth: number): void => {
    const margin = '  '.repeat(depth);
    if (typeof inner === 'string') {
      out[out.length - 1] += ` "${inner}"`;
      scalars.push([path, `"${inner}"`]);
    } else if (Array.isArray(inner)) {
      for (const [index, item] of inner.entries()) {
        // The item starts on the line of its dash where it is a scalar, else with its first key.
        if (typeof item === 'string') put(`${margin}-`, [...path, index]);
        else put(`${margin}- x:`, [...path, index]);
        if (typeof item === 'string') walk(item, [...path, index], depth + 1);
        else {
          lines.push([[...path, index, 'x'], out.length]);
          walk(item, [...path, index, 'x'], depth + 2);
        }
      }
    } else {
      for (const [key, item] of Object.entries(inner)) {
        put(`${margin}${key}:`, [...path, key]);
        walk(item, [...path, key], depth + 1);
      }
    }
  };
  walk(value, ['top'], 1);
  return { text: `${out.join('\n')}\n`, lines, scalars };
}

test('every field has the line on which it is written, and every scalar its text', () => {
  fc.assert(
    fc.property(tree, fc.boolean(), (value, comment) => {
      const { text, lines, scalars } = written(value, comment);
      const [document] = readYaml(text).documents;
      expect(lines.map(([path]) => [path, document?.lineOf(path)])).toEqual(lines);
      expect(scalars.map(([path]) => [path, document?.writtenAt(path)])).toEqual(scalars);
      expect(document?.lineOf(['top', 'absent'])).toBeUndefined();
    }),
    { numRuns: 200 },
  );
});

test('documents that are asked in turns keep their own lines', () => {
  const text = Array.from({ length: 50 }, (_, index) => `---\na: ${index}\nb:\n- c\n`).join('');
  const { documents } = readYaml(text);
  for (const times of [1, 2])
    for (const [index, document] of documents.entries())
      expect([times, document.lineOf(['b', 0]), document.writtenAt(['a'])]).toEqual([
        times,
        index * 4 + 4,
        String(index),
      ]);
});

test('the line of an offset is one more than the line breaks before it, in any order of questions', () => {
  const strings = fc.string({ unit: fc.constantFrom('a', '\n', 'é'), maxLength: 3000 });
  fc.assert(
    fc.property(strings, fc.array(fc.nat(3000), { maxLength: 20 }), (text, offsets) => {
      const table = new LineTable(text);
      for (const offset of offsets.map((one) => Math.min(one, text.length)))
        expect(table.lineOf(offset)).toBe(text.slice(0, offset).split('\n').length);
    }),
  );
});
