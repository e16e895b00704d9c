import * as bulwark from 'bulwark/cdk8s';
import { BulwarkError, InvalidInputError } from '../../lib/core/errors';
import { classOf, makesSpaces, standBesideFiles, TODAY, WITH_EVERYTHING } from '../parity/described';
import { CONSTRUCT_ROWS, EMPTY, misnamed, type Place, placesOf } from '../support/wrong-props';
import { WRONG, type Wrong, withAt } from '../support/wrong-values';

/** A place with something wrong in it. */
interface Try extends Place {
  readonly wrong: Wrong;
  readonly props: unknown;
}

/** Rules that say what the API server refuses. */
const RULES = new Set(['schema', 'inexact-number', 'invalid-name', 'invalid-object', 'unknown-kind']);

const here = process.cwd();
beforeAll(standBesideFiles);
afterAll(() => process.chdir(here));

/** Makes a construct in an app of its own, as a program would. */
function make(construct: string, inside: object, props: unknown): bulwark.HardenedApp {
  const app = new bulwark.HardenedApp({ today: TODAY, cluster: WITH_EVERYTHING });
  const isSpace = makesSpaces(construct);
  const above = isSpace ? app : new bulwark.IsolatedNamespace(app, 'shop', inside);
  Reflect.construct(classOf(bulwark, construct), [above, 'web', props]);
  return app;
}

const IMAGE = 'registry.example.com/shop/web:v1.4.2';

/** What is wrong with how a wrong value was taken; nothing where it was refused by its name, or is right for the API server. */
function complaint(construct: string, { given, prop, wrong, props }: Try): string | undefined {
  try {
    const app = make(construct, given.inside, props);
    if (wrong.never) return 'is taken';
    const { findings } = app.synthesize().judgement;
    const refused = findings.find(({ control }) => RULES.has(control));
    // What only the API server's own rules refuse is told with the object.
    return refused === undefined || refused.fix !== '' ? undefined : 'is refused without a fix';
  } catch (error) {
    if (!(error instanceof InvalidInputError))
      return `fails: ${error instanceof Error ? error.stack : error}`;
    return misnamed(error, prop);
  }
}

test.each(CONSTRUCT_ROWS)(
  '%s refuses each wrong value of each prop by its name, or the API server takes it',
  (construct) => {
    const complaints = placesOf(construct).flatMap((place) =>
      WRONG.flatMap((wrong) => {
        const { given, prop, path, title } = place;
        const props = { ...given.props, [prop]: withAt(given.props[prop], path, wrong.value) };
        const said = complaint(construct, { ...place, wrong, props });
        return said === undefined ? [] : [`${title}: ${wrong.word} ${said}`];
      }),
    );
    expect(complaints).toEqual([]);
  },
);

test('HardenedApp refuses each wrong value of each prop in words, or takes it', () => {
  // What `restricted()` makes is not written by hand: tests of the policy have what it is made of.
  const places = placesOf('HardenedApp').filter(({ prop, path }) => prop !== 'policy' || path.length === 0);
  const complaints = places.flatMap(({ given, prop, path, title }) =>
    WRONG.flatMap(({ word, value }) => {
      const props = { ...given.props, [prop]: withAt(given.props[prop], path, value) };
      try {
        const app = new bulwark.HardenedApp({ today: TODAY, ...props });
        new bulwark.SecureDeployment(new bulwark.IsolatedNamespace(app, 'shop'), 'web', { image: IMAGE });
        app.synthesize();
        return [];
      } catch (error) {
        if (error instanceof BulwarkError && !EMPTY.test(error.message)) return [];
        return [`${title}: ${word} fails: ${error instanceof Error ? error.stack : error}`];
      }
    }),
  );
  expect(complaints).toEqual([]);
});

test.each(CONSTRUCT_ROWS)('%s says all that is wrong at once', (construct) => {
  const places = new Map(placesOf(construct).map((place) => [place.prop, place]));
  const given = [...places.values()][0]?.given;
  const names = [...places.keys()];
  const props = Object.fromEntries(names.map((name) => [name, Symbol('wrong')]));
  let found: readonly string[] = [];
  try {
    make(construct, given?.inside ?? {}, { ...given?.props, ...props });
  } catch (error) {
    if (error instanceof InvalidInputError) found = error.problems.map(({ field }) => field);
  }
  expect([...new Set(found)].sort()).toEqual([...names].sort());
});
