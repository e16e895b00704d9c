import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiTypes, FOLDER } from '../../scripts/api-types';

test('the types of the model are the ones that the tables of the API give', () => {
  const found = readdirSync(FOLDER).sort();
  expect(new Map(found.map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')]))).toEqual(
    new Map([...apiTypes()].sort(([a], [b]) => (a < b ? -1 : 1))),
  );
});
