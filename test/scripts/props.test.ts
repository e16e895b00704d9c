import { readFileSync } from 'node:fs';
import { propsFiles } from '../../scripts/props';

test.each([...propsFiles()])('%s is what npm run docs writes', (path, text) => {
  expect(readFileSync(path, 'utf8')).toBe(text);
});
