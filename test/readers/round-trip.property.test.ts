import fc from 'fast-check';
import { writeYaml } from '../../lib/core/yaml';
import { secretUsesOf } from '../../lib/model/overview';
import { readModel, unreadText } from '../../lib/readers';
import { apps, modelOfApp, rendered } from './made';
import { routes } from './told';

const sorted = (list: readonly unknown[]): string[] => list.map((item) => writeYaml(item)).sort();

test('what our blueprints make is read back whole', () => {
  fc.assert(
    fc.property(apps, (app) => {
      const model = modelOfApp(app);
      const objects = rendered(model);
      const { cluster, policy } = model;
      const { model: read, unread } = readModel(objects, {
        cluster,
        policy,
      });
      expect(unread.map(unreadText)).toEqual([]);
      expect(rendered(read)).toEqual(objects);
      expect(routes(read)).toEqual(routes(model));
      expect(sorted(read.exposures)).toEqual(sorted(model.exposures));
      expect(sorted(secretUsesOf(read))).toEqual(sorted(secretUsesOf(model)));
    }),
    { numRuns: 60 },
  );
});
