import { stepsOf } from '../../../lib/cli/manifests';
import { controls } from '../../../lib/core/controls';
import type { Control, ObjectExample, PodExample } from '../../../lib/core/controls/control';
import { exampleObjects } from '../../../lib/core/controls/examples';
import { clone, type PlainObject } from '../../../lib/core/manifest/plain';
import { checkSchema } from '../../../lib/core/manifest/schema-check';
import { problemsOf } from '../controls/harness';

/** A value of each type; of lists those that hold what is no item. */
const VALUES: readonly unknown[] = ['true', 'x', 7, 7.5, true, {}, { a: 1 }, [], [null], ['x'], [{}]];

const WIRED = controls.map((control): [string, Control] => [control.id, control]);

/** No value of a wrong type hides what a control is about: the control speaks, or the schema does. */
test.each(WIRED)('%s is not silenced by a value of a wrong type', (_id, control) => {
  const silent: string[] = [];
  const examples: readonly (PodExample | ObjectExample)[] = control.examples.bad;
  for (const example of examples) {
    const objects = exampleObjects(example);
    // Only where the values are of the right type can others be called wrong.
    if (schemaProblems(objects) > 0) continue;
    const paths = problemsOf(control, example).map(({ path }) => path);
    for (const { path, value, damaged } of damages(objects, paths)) {
      const found = problemsOf(control, { ...example, objects: damaged }).length + schemaProblems(damaged);
      if (found === 0) silent.push(`${path}: ${JSON.stringify(value)}`);
    }
  }
  expect(silent).toEqual([]);
});

/** The objects with one value of a wrong type at one of the paths of one object, in all ways. */
function* damages(objects: readonly PlainObject[], paths: readonly string[]) {
  for (const path of paths) {
    for (const [index, object] of objects.entries()) {
      for (const value of VALUES) {
        const copy = withValue(object, path, value);
        if (copy === undefined) continue;
        yield { path, value, damaged: objects.map((other, at) => (at === index ? copy : other)) };
      }
    }
  }
}

/** Problems of types; a kind that is not known is one too. */
function schemaProblems(objects: readonly PlainObject[]): number {
  return objects.flatMap((object) => checkSchema(object, { kubernetes: '1.36' })).length;
}

/** The object with a value of another type at a path; undefined where nothing is there, or something of its type. */
function withValue(object: PlainObject, path: string, value: unknown): PlainObject | undefined {
  const steps = stepsOf(path.replaceAll(/\['([^']*)'\]/g, '["$1"]'));
  const copy = clone(object);
  let owner: unknown = copy;
  for (const step of steps.slice(0, -1))
    owner = typeof owner === 'object' && owner !== null ? Reflect.get(owner, step) : undefined;
  const last = steps.at(-1);
  if (typeof owner !== 'object' || owner === null || last === undefined) return undefined;
  const found: unknown = Reflect.get(owner, last);
  if (found === undefined || found === null || typeOf(found) === typeOf(value)) return undefined;
  Reflect.set(owner, last, value);
  return copy;
}

/** Numbers and strings count as one: amounts and ports may be either, and where they may not, the schema says so. */
function typeOf(value: unknown): string {
  if (Array.isArray(value)) return value.includes(null) ? 'list of null' : 'list';
  return typeof value === 'number' ? 'string' : typeof value;
}
