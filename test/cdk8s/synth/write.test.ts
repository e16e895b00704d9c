import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { INDEX_FILE, writeOutput } from '../../../lib/writer/write';
import { errorOf, folder } from '../support';

/** Everything in a folder, by name. */
function contents(path: string): Record<string, string> {
  const files = readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(files.map(({ name }) => [name, readFileSync(join(path, name), 'utf8')]));
}

const files = (...names: string[]): Map<string, string> =>
  new Map(names.map((name) => [name, `text of ${name}\n`]));

describe('the output folder', () => {
  test('holds exactly what was written, and the index', () => {
    const path = join(folder(), 'deep', 'er');
    writeOutput(path, files('a', 'b'));
    expect(contents(path)).toEqual({ a: 'text of a\n', b: 'text of b\n', [INDEX_FILE]: 'a\nb\n' });
  });

  test('stale files go, where the index lists them; foreign ones stay', () => {
    const path = folder();
    writeFileSync(join(path, 'mine.yaml'), 'foreign');
    mkdirSync(join(path, 'sub'));
    writeOutput(path, files('a', 'b'));
    writeOutput(path, files('b', 'c'));
    expect(Object.keys(contents(path)).sort()).toEqual([INDEX_FILE, 'b', 'c', 'mine.yaml'].sort());
    expect(readdirSync(path)).toContain('sub');
  });

  test.each(['../outside', '/etc/passwd', '..', 'sub/inside', 'sub\\inside'])(
    'an index that says %s removes nothing',
    (name) => {
      const path = folder();
      mkdirSync(join(path, 'out', 'sub'), { recursive: true });
      for (const other of ['outside', 'out/sub/inside']) writeFileSync(join(path, other), 'kept');
      writeFileSync(join(path, 'out', INDEX_FILE), `${name}\n`);
      writeOutput(join(path, 'out'), files('a'));
      expect(readFileSync(join(path, 'outside'), 'utf8')).toBe('kept');
      expect(readFileSync(join(path, 'out/sub/inside'), 'utf8')).toBe('kept');
    },
  );

  test('what no run of ours wrote is not overwritten, and then nothing is', () => {
    const path = folder();
    writeOutput(path, files('a'));
    writeFileSync(join(path, 'b'), 'by hand');
    mkdirSync(join(path, 'c'));
    const before = contents(path);
    expect(
      errorOf(() =>
        writeOutput(
          path,
          new Map([
            ['a', 'new'],
            ['b', 'new'],
            ['c', 'new'],
          ]),
        ),
      ).messages.slice(0, 2),
    ).toEqual(['b', 'c']);
    expect(contents(path)).toEqual(before);
  });

  test('with the index lost, files of ours are known by what they hold', () => {
    const path = folder();
    const text = 'metadata:\n  labels:\n    app.kubernetes.io/managed-by: bulwark\n';
    writeOutput(
      path,
      new Map([
        ['a', text],
        ['b', 'same'],
      ]),
    );
    rmSync(join(path, INDEX_FILE));
    writeOutput(
      path,
      new Map([
        ['a', `${text}more`],
        ['b', 'same'],
      ]),
    );
    expect(contents(path).a).toBe(`${text}more`);
  });

  test('a crash while it is written leaves the old files, and no others', () => {
    const path = folder();
    writeOutput(path, files('a', 'b'));
    const before = contents(path);
    mkdirSync(join(path, '.c.new'));
    expect(() =>
      writeOutput(
        path,
        new Map([
          ['a', 'new'],
          ['b', 'new'],
          ['c', 'new'],
        ]),
      ),
    ).toThrow();
    expect(contents(path)).toEqual(before);
  });

  test('a crash between two files is fixed by the next run: nothing of it is left over', () => {
    const path = folder();
    writeOutput(path, files('a', 'old'));
    // What a run leaves that got as far as the index and one file.
    writeFileSync(join(path, INDEX_FILE), 'a\nold\nhalf\n');
    writeFileSync(join(path, 'half'), 'half');
    writeOutput(path, files('a'));
    expect(Object.keys(contents(path)).sort()).toEqual([INDEX_FILE, 'a'].sort());
  });
});
