import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFileAtomic } from '../../lib/writer/atomic';
import { INDEX_FILE, writeOutput } from '../../lib/writer/write';

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

test('a single file is whole or not there', () => {
  writeFileAtomic(join(folder, 'a.json'), '{}\n');
  expect(() => writeFileAtomic(join(folder, 'none/a.json'), '{}')).toThrow('ENOENT');
  mkdirSync(join(folder, 'b.json'));
  expect(() => writeFileAtomic(join(folder, 'b.json'), '{}')).toThrow();
  expect(list()).toEqual(['a.json', 'b.json']);
});
