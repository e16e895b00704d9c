import { controls } from '../../../lib/core/controls';
import { exampleObjects } from '../../../lib/core/controls/examples';
import { evaluate } from '../../../lib/core/engine/evaluate';
import type { Finding } from '../../../lib/core/engine/finding';
import { messageOf } from '../../../lib/core/engine/message';
import { isPlain, type PlainObject } from '../../../lib/core/manifest/plain';
import { engineFor, hardPod, TODAY } from './fixtures';

/** Stands for a value that becomes known later, such as an output of another resource. */
class Leaf {}

test('a message says where, what was found, what is needed, and how to fix or waive it', () => {
  const objects = [
    { manifest: hardPod('web', { hostPID: true }), origin: { construct: 'shop/web/Resource' } },
  ];
  const found = evaluate(objects, engineFor(), TODAY).findings.find(
    (finding) => finding.control === 'no-host-pid',
  );
  expect(found === undefined ? '' : messageOf(found)).toMatch(
    /^no-host-pid at shop\/web\/Resource \(Pod shop\/web, spec\.hostPID\): found true; needs .+\. Fix: .+\. Or waive: waive\(…, \{ control: 'no-host-pid', .+ \}\)\.$/,
  );
});

/** Paths of all scalar leaves of an object. */
function scalarPaths(value: unknown, path: readonly (string | number)[] = []): (string | number)[][] {
  if (Array.isArray(value)) return value.flatMap((item, index) => scalarPaths(item, [...path, index]));
  if (isPlain(value))
    return Object.entries(value).flatMap(([key, item]) => scalarPaths(item, [...path, key]));
  return [[...path]];
}

function withLeaf(value: unknown, path: readonly (string | number)[]): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return new Leaf();
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (index === first ? withLeaf(item, rest) : item));
  return isPlain(value) ? { ...value, [first]: withLeaf(value[String(first)], rest) } : value;
}

describe('a value that is not known yet', () => {
  const cases = controls
    .filter((control) => control.on === 'pod')
    .map((control) => [control.id, control] as const);

  test.each(cases)('never makes a finding of %s a pass', (id, control) => {
    for (const example of control.examples.bad) {
      const [object] = exampleObjects(example);
      if (object === undefined) continue;
      const compiled = engineFor(example.params === undefined ? {} : { params: { [id]: example.params } });
      const findings = (manifest: PlainObject): Finding[] =>
        evaluate([{ manifest }], compiled, TODAY).findings.filter((finding) => finding.control === id);
      const culprits = new Set(findings(object).map((finding) => finding.path));
      for (const path of scalarPaths(object).filter((candidate) => culprits.has(dotted(candidate)))) {
        const manifest = withLeaf(object, path);
        const count = isPlain(manifest) ? findings(manifest).length : 0;
        expect({ path: dotted(path), passes: count === 0 }).toEqual({ path: dotted(path), passes: false });
      }
    }
  });
});

function dotted(path: readonly (string | number)[]): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${step}`))
    .join('');
}
