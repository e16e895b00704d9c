import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiTypes } from '../../scripts/api-types';

test('the types of the API come from the table of fields', () => {
  expect(readFileSync(join(__dirname, '../../lib/model/api.generated.ts'), 'utf8')).toBe(apiTypes());
});
