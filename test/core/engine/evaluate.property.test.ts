import fc from 'fast-check';
import { controls } from '../../../lib/core/controls';
import { exampleObjects } from '../../../lib/core/controls/examples';
import { evaluate } from '../../../lib/core/engine/evaluate';
import { isPlain, type PlainObject } from '../../../lib/core/manifest/plain';
import { engineFor, TODAY } from './fixtures';

/** Everything that the examples of all controls hold, each in a namespace of its own so that they do not meet. */
const zoo: PlainObject[] = controls.flatMap((control, index) =>
  [...control.examples.good, ...control.examples.bad].flatMap((example, at) =>
    exampleObjects(example).map((object) => inNamespace(object, `ns-${index}-${at}`)),
  ),
);

function inNamespace(object: PlainObject, namespace: string): PlainObject {
  const metadata = isPlain(object.metadata) ? object.metadata : {};
  return metadata.namespace === undefined ? object : { ...object, metadata: { ...metadata, namespace } };
}

/** What was found where; of two objects that are at odds either may be the one that is named. */
function places(objects: readonly PlainObject[]): string[] {
  const { findings } = evaluate(
    objects.map((manifest) => ({ manifest })),
    engineFor(),
    TODAY,
  );
  return findings.map(({ control, object, verdict }) => `${control} ${verdict} ${object.namespace}`).sort();
}

test('the order of the objects does not matter', () => {
  const distinct = zoo.filter(
    (object) => isPlain(object.metadata) && object.metadata.namespace !== undefined,
  );
  fc.assert(
    fc.property(fc.shuffledSubarray(distinct, { minLength: 20, maxLength: 60 }), (objects) => {
      expect(places(objects.toReversed())).toEqual(places(objects));
    }),
    { numRuns: 50 },
  );
});

test('judging changes nothing', () => {
  const before = JSON.stringify(zoo);
  places(zoo);
  expect(JSON.stringify(zoo)).toBe(before);
});
