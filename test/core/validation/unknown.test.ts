import { changed } from '../../../conformance/validation/cases';
import { GENERATORS } from '../../../conformance/validation/kinds';
import { engineFor, refusalsOf } from '../../../conformance/validation/ours';
import { validationProblems } from '../../../lib/core/engine/validation';
import { ManifestSet } from '../../../lib/core/manifest/manifest-set';
import { isPlain, type PlainObject } from '../../../lib/core/manifest/plain';

/** A value that is known only later, as an Output of Pulumi is. */
class DeferredValues {}

const compiled = engineFor('1.36');
const bases = GENERATORS.flatMap(({ bases: of }) => Object.entries(of));

/** Every place of an object. */
function* placesOf(value: unknown, path = ''): Generator<string> {
  if (path !== '') yield path;
  if (Array.isArray(value))
    for (const [index, item] of value.entries()) yield* placesOf(item, `${path}[${index}]`);
  else if (isPlain(value))
    for (const [key, item] of Object.entries(value)) yield* placesOf(item, `${path}[${JSON.stringify(key)}]`);
}

test.each(bases)('%s is taken', (_name, base) => {
  expect(refusalsOf(base, compiled)).toEqual([]);
});

test.each(bases)('%s is refused for nothing that is not known yet', (_name, base: PlainObject) => {
  const failed = [...placesOf(base)].flatMap((place) => {
    const manifest = changed(base, { [place]: new DeferredValues() });
    const findings = validationProblems(new ManifestSet([{ manifest }]), compiled);
    return findings.filter(({ verdict }) => verdict === 'fail').map(({ path }) => `${place}: ${path}`);
  });
  expect(failed).toEqual([]);
});

test.each(bases)('%s is judged without an error whatever is in it', (_name, base: PlainObject) => {
  for (const place of placesOf(base))
    for (const value of [null, -3n, 'x', [null], { constructor: { a: 1 } }, Number.NaN])
      refusalsOf(changed(base, { [place]: value }), compiled);
});
