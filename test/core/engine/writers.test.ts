import type { ObjectControl, PodControl } from '../../../lib/core/controls/control';
import type { ActiveControl } from '../../../lib/core/engine/compiled-policy';
import { type Written, writesFor } from '../../../lib/core/engine/writers';
import { refOf } from '../../../lib/core/manifest/identity';
import { covers } from '../controls/covers';
import { engineFor } from './fixtures';

type Writer = ActiveControl<PodControl> | ActiveControl<ObjectControl>;

const compiled = engineFor();
const KINDS = [
  ['v1', 'Pod'],
  ['v1', 'Namespace'],
  ['v1', 'ServiceAccount'],
  ['apps/v1', 'Deployment'],
  ['networking.k8s.io/v1', 'Ingress'],
] as const;

/** The same, asked of every control: the longest field that covers the path, the first of several. */
function slowly(path: string, writers: readonly Writer[], fits: (id: string) => boolean): string {
  let best: readonly [string, string] = ['', ''];
  for (const { control } of writers) {
    for (const { field } of control.writes ?? []) {
      if (fits(control.id) && covers(field, path) && field.length > best[1].length)
        best = [control.id, field];
    }
  }
  return best.join(' ');
}

const said = (found: Written | undefined): string =>
  found === undefined ? ' ' : `${found.armed.control.id} ${found.write.field}`;

/** Paths at a field, below it, next to it and above it. */
function around(field: string): string[] {
  const above = field.split('.').slice(0, -1).join('.');
  return [field, `${field}.x`, `${field}[0].y`, `${field}["a.b/c"]`, `${field}Too`, above, `${above}.z`];
}

test.each(KINDS)('who writes a field of %s %s is who says so most exactly', (apiVersion, kind) => {
  const ref = refOf({ apiVersion, kind, metadata: { name: 'x', namespace: 'shop' } });
  const { pods, objects } = writesFor(ref, compiled);
  const all = [
    [pods, compiled.pod],
    [objects, compiled.objectControls(ref)],
  ] as const;
  const odd = (id: string): boolean => id.length % 2 === 1;
  let found = 0;
  for (const [writes, writers] of all) {
    for (const path of writers
      .flatMap(({ control }) => control.writes ?? [])
      .flatMap(({ field }) => around(field))) {
      if (writes.find(path, () => true) !== undefined) found += 1;
      expect([path, said(writes.find(path, () => true))]).toEqual([path, slowly(path, writers, () => true)]);
      expect([path, said(writes.find(path, ({ armed }) => odd(armed.control.id)))]).toEqual([
        path,
        slowly(path, writers, odd),
      ]);
    }
  }
  expect(found).toBeGreaterThan(20);
});
