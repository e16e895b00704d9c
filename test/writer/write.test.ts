import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFileAtomic } from '../../lib/writer/atomic';
import { type FileText, INDEX_FILE, writeOutput } from '../../lib/writer/write';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'write-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const list = () => readdirSync(folder).sort();
const files = (...names: string[]) => new Map(names.map((name) => [name, `# ${name}\n`]));

test('replaces the files of the previous run, and touches no others', () => {
  writeFileSync(join(folder, 'mine.yaml'), 'mine');
  writeOutput(folder, files('a.yaml', 'b.yaml'));
  writeOutput(folder, files('b.yaml', 'c.yaml'));
  expect(list()).toEqual([INDEX_FILE, 'b.yaml', 'c.yaml', 'mine.yaml']);
  expect(readFileSync(join(folder, INDEX_FILE), 'utf8')).toBe('b.yaml\nc.yaml\n');
});

test('an index that leads elsewhere removes nothing there', () => {
  const inside = join(folder, 'dist');
  mkdirSync(inside);
  writeFileSync(join(folder, 'mine.yaml'), 'mine');
  writeFileSync(join(inside, INDEX_FILE), '../mine.yaml\n..\n');
  writeOutput(inside, files('a.yaml'));
  expect(list()).toEqual(['dist', 'mine.yaml']);
});

test('a folder in the way is refused, and nothing is written', () => {
  mkdirSync(join(folder, 'b.yaml'));
  expect(() => writeOutput(folder, files('a.yaml', 'b.yaml'))).toThrow('b.yaml');
  expect(list()).toEqual(['b.yaml']);
});

describe('files in folders', () => {
  const inside = (path: string) => readdirSync(join(folder, path)).sort();

  test('are written, replaced and removed with their folders', () => {
    writeOutput(folder, files('a.yaml', 'files/api/x.yaml', 'files/node/y.toml'));
    expect(inside('files')).toEqual(['api', 'node']);
    writeOutput(folder, files('a.yaml', 'files/api/z.yaml'));
    expect([inside('files'), inside('files/api')]).toEqual([['api'], ['z.yaml']]);
    writeOutput(folder, files('a.yaml'));
    expect(list()).toEqual([INDEX_FILE, 'a.yaml']);
  });

  test('that someone else put there stay, with their folder', () => {
    writeOutput(folder, files('files/api/x.yaml'));
    writeFileSync(join(folder, 'files/mine.txt'), 'mine');
    writeOutput(folder, files('a.yaml'));
    expect([list(), inside('files')]).toEqual([[INDEX_FILE, 'a.yaml', 'files'], ['mine.txt']]);
    expect(() => writeOutput(folder, files('files/mine.txt'))).toThrow('files/mine.txt');
  });

  test('are whole or not there', () => {
    const broken = () => {
      throw new Error('no text');
    };
    writeOutput(folder, files('files/api/x.yaml'));
    const all = new Map<string, FileText>([
      ...files('a.yaml', 'files/api/new.yaml'),
      ['files/z.yaml', broken],
    ]);
    expect(() => writeOutput(folder, all)).toThrow('no text');
    expect([list(), inside('files/api')]).toEqual([[INDEX_FILE, 'files'], ['x.yaml']]);
  });

  test('are written through no link, and removed through none', () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'elsewhere-'));
    writeFileSync(join(elsewhere, 'x.yaml'), 'mine');
    symlinkSync(elsewhere, join(folder, 'files'));
    expect(() => writeOutput(folder, files('a.yaml', 'files/y.yaml'))).toThrow(
      /a link or a file where a folder/,
    );
    writeFileSync(join(folder, INDEX_FILE), 'files/x.yaml\n/etc/hostname\nfiles/../../b\n');
    writeOutput(folder, files('a.yaml'));
    expect(readdirSync(elsewhere)).toEqual(['x.yaml']);
    rmSync(elsewhere, { recursive: true });
  });
});

test('a single file is whole or not there', () => {
  writeFileAtomic(join(folder, 'a.json'), '{}\n');
  expect(() => writeFileAtomic(join(folder, 'none/a.json'), '{}')).toThrow('ENOENT');
  mkdirSync(join(folder, 'b.json'));
  expect(() => writeFileAtomic(join(folder, 'b.json'), '{}')).toThrow();
  expect(list()).toEqual(['a.json', 'b.json']);
});
