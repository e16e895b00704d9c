import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { files } from '../slow.json';

// A file that is named wrongly here runs in the fast project, and nobody notices but the clock.
test.each(files)('%s of the slow project is there', (file) => {
  expect(existsSync(join(__dirname, '../..', file))).toBe(true);
});
