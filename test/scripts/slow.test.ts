import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { files, mutation } from '../slow.json';

// A file that is named wrongly here runs in the fast project, and nobody notices but the clock.
test.each(files)('%s of the slow project is there', (file) => {
  expect(existsSync(join(__dirname, '../..', file))).toBe(true);
});

test.each(mutation)('%s, which mutants are held against, is a file of the slow project', (file) => {
  expect(files).toContain(file);
});
