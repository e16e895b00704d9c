import * as pulumi from '@pulumi/pulumi';
import * as bulwark from 'bulwark/pulumi';
import { InvalidInputError } from '../../lib/core/errors';
import { restricted } from '../../lib/core/policy/policy';
import { CONTROLS_2026_11 } from '../../lib/core/profiles/restricted-2026-11.generated';
import { renderPulumi } from '../../lib/pulumi/render/render';
import { aloneIn, classOf, makesSpaces, standBesideFiles, TODAY, WITH_EVERYTHING } from '../parity/described';
import { CONSTRUCT_ROWS, misnamed, type Place, placesOf } from '../support/wrong-props';
import { WRONG, type Wrong, withAt } from '../support/wrong-values';
import { failureOf } from './support';

// Each promise of Pulumi keeps the trace of where it was made.
Error.stackTraceLimit = 3;

const here = process.cwd();
beforeAll(standBesideFiles);
afterAll(() => process.chdir(here));

/** What no prop takes, whatever form it has: the rest is read by the same code as in cdk8s, and tried there. */
const NEVER = WRONG.filter(({ never, word }) => never && word !== 'a promise');
/** The same as Outputs; Pulumi itself makes none of what holds itself. */
const LATER = NEVER.filter(({ word }) => word !== 'a cycle').map(
  (wrong): Wrong => ({ ...wrong, value: pulumi.output(Promise.resolve(wrong.value)) }),
);

/** Judges what the API server refuses, and nothing besides. */
const POLICY = restricted({ without: CONTROLS_2026_11 });

/** A value in a place, as a construct of its own. */
interface Try {
  readonly name: string;
  readonly place: Place;
  /** What is wrong; a place with what is right in it has none. */
  readonly wrong?: Wrong;
}

/** How many places share one program. */
const TOGETHER = 10;
/** Props that no two workloads of one namespace may have alike: what is taken at first is tried again alone. */
const ALONE: readonly string[] = ['expose', 'selector'];

function programsOf(construct: string, values: readonly Wrong[]): readonly (readonly Try[])[] {
  const tries = placesOf(construct).map((place, at): readonly Try[] => [
    { name: `right-${at}`, place },
    ...values.map((wrong, index) => ({ name: `wrong-${at}-${index}`, place, wrong })),
  ]);
  const chunk = (all: readonly (readonly Try[])[]): readonly (readonly Try[])[] =>
    Array.from({ length: Math.ceil(all.length / TOGETHER) }, (_, at) =>
      all.slice(at * TOGETHER, (at + 1) * TOGETHER).flat(),
    );
  const isAlone = ([one]: readonly Try[]): boolean => ALONE.includes(one?.place.prop ?? '');
  return [...chunk(tries.filter((all) => !isAlone(all))), ...chunk(tries.filter(isAlone))];
}

/** The app of a program, and what makes a construct in it. */
function startApp(construct: string): (one: Try) => void {
  const app = new bulwark.HardenedApp('app', { policy: POLICY, today: TODAY, cluster: WITH_EVERYTHING });
  const spaces = new Map<string, bulwark.IsolatedNamespace>();
  const spaceFor = (inside: object, alone: string): bulwark.IsolatedNamespace => {
    const key = `${JSON.stringify(inside)}${alone}`;
    const space =
      spaces.get(key) ?? new bulwark.IsolatedNamespace(`space-${spaces.size}`, inside, { parent: app });
    spaces.set(key, space);
    return space;
  };
  return ({ name, place: { given, prop, path }, wrong }) => {
    const value = wrong === undefined ? given.props[prop] : withAt(given.props[prop], path, wrong.value);
    const parent = makesSpaces(construct) ? app : spaceFor(given.inside, aloneIn(construct, name));
    Reflect.construct(classOf(bulwark, construct), [name, { ...given.props, [prop]: value }, { parent }]);
  };
}

/** Makes a construct for each try, all of them in one program. @returns what is wrong with how they are refused */
async function complaintsOf(construct: string, tries: readonly Try[]): Promise<string[]> {
  const complaints: string[] = [];
  const taken: Try[] = [];
  const program = (): void => {
    const make = startApp(construct);
    for (const one of tries) {
      try {
        make(one);
        taken.push(one);
      } catch (error) {
        const said =
          error instanceof InvalidInputError ? misnamed(error, one.place.prop) : `fails: ${stackOf(error)}`;
        if (said !== undefined) complaints.push(`${one.place.title}: ${wordOf(one)} ${said}`);
      }
    }
  };
  const failure = await failureOf(renderPulumi(program));
  if (/TypeError|RangeError|is not a function|Cannot /.test(failure)) complaints.push(failure);
  const [first] = taken;
  if (tries.length > 1 && first !== undefined && ALONE.includes(first.place.prop)) {
    for (const one of taken) complaints.push(...(await complaintsOf(construct, [one])));
    return complaints;
  }
  for (const one of taken) {
    const isNamed = new RegExp(`\\b${one.name}\\b`).test(failure);
    if (one.wrong !== undefined && !isNamed) complaints.push(`${one.place.title}: ${wordOf(one)} is taken`);
    if (one.wrong === undefined && isNamed)
      complaints.push(`${one.place.title}: refused though right: ${failure}`);
  }
  return complaints;
}

const wordOf = ({ wrong }: Try): string => wrong?.word ?? 'what is right';
const stackOf = (error: unknown): unknown => (error instanceof Error ? error.stack : error);

async function allComplaints(construct: string, values: readonly Wrong[]): Promise<string[]> {
  const complaints: string[] = [];
  for (const tries of programsOf(construct, values))
    complaints.push(...(await complaintsOf(construct, tries)));
  return complaints;
}

test.each(CONSTRUCT_ROWS)(
  '%s refuses what no prop takes by its name, at once or as soon as it is known',
  async (construct) => expect(await allComplaints(construct, NEVER)).toEqual([]),
  300_000,
);

test.each(CONSTRUCT_ROWS)(
  '%s refuses an Output of it',
  async (construct) => expect(await allComplaints(construct, LATER)).toEqual([]),
  300_000,
);
