import { isPlain, type PlainObject } from '../../lib/core/manifest/plain';
import { CONSTRUCTS } from '../../scripts/props-page';
import { objectsOf, runProgram } from './compare';
import { worlds } from './described';

/** What one front end made of a world. */
interface Made {
  readonly name: unknown;
  /** Props that it did not take, with what it says. */
  readonly refused: unknown;
  readonly objects: unknown;
  readonly findings: readonly PlainObject[];
}

let cdk8s: readonly Made[] = [];
let pulumi: readonly Made[] = [];

async function madeBy(frontEnd: 'cdk8s' | 'pulumi'): Promise<readonly Made[]> {
  const read: unknown = JSON.parse(await runProgram(`test/parity/run-described-${frontEnd}.ts`));
  const list: readonly unknown[] = Array.isArray(read) ? read : [];
  return list.map((made) => {
    if (!isPlain(made)) throw new Error('no world');
    const findings: readonly unknown[] = Array.isArray(made.findings) ? made.findings : [];
    return {
      name: made.name,
      refused: made.refused,
      objects: made.objects,
      findings: findings.filter(isPlain),
    };
  });
}

beforeAll(async () => {
  cdk8s = await madeBy('cdk8s');
  pulumi = await madeBy('pulumi');
}, 180_000);

const WORLDS = worlds().map(({ name }, index) => [name, index] as const);

test('there is a world for every construct', () => {
  const names = WORLDS.map(([name]) => name.replace(/\..*/, ''));
  expect([...new Set(names)]).toEqual(Object.keys(CONSTRUCTS));
  expect(cdk8s.map(({ name }) => name)).toEqual(WORLDS.map(([name]) => name));
});

/** What a front end finds, but for where the construct of an object stands, which each says in its own way. */
function found({ findings = [] }: Partial<Made> = {}): readonly string[] {
  return findings
    .map(({ control, object, path, found: value }) => JSON.stringify([control, object, path, value]))
    .sort();
}

/** What fails here lacks an `@example` that is right, or an `@beside` that says what has to be said with it. */
test.each(WORLDS)('%s: both front ends take every prop with its examples', (_name, index) => {
  expect(cdk8s[index]?.refused).toEqual([]);
  expect(pulumi[index]?.refused).toEqual([]);
  const invalid = cdk8s[index]?.findings.filter(({ control }) => control === 'invalid-object');
  expect(invalid).toEqual([]);
});

test.each(WORLDS)('%s: cdk8s and Pulumi make the same of every prop, object by object', (_name, index) => {
  const objects = objectsOf(cdk8s[index]?.objects);
  expect(Object.keys(objects).length).toBeGreaterThan(5);
  expect(objectsOf(pulumi[index]?.objects)).toEqual(objects);
  expect(found(pulumi[index])).toEqual(found(cdk8s[index]));
});
