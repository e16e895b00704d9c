import { clusters } from '../../lib/core/cluster/presets';
import { compilePolicy } from '../../lib/core/engine/compiled-policy';
import { harden } from '../../lib/core/engine/harden';
import { recordsOfDefinitions } from '../../lib/core/kinds/definitions';
import { knownKinds } from '../../lib/core/kinds/known';
import type { KindRecord, PodPlace } from '../../lib/core/kinds/record';
import { restricted } from '../../lib/core/policy/policy';
import { sampleOf } from '../../test/core/kinds/sample';
import { addOnKinds } from '../lib/add-ons';
import type { SuiteResult } from '../suite';
import { type DefinedKind, definedKinds } from './definitions';
import reviewed from './reviewed.json';
import { schemaAt, unlisted } from './structural';

/** What was found wrong with a kind. */
type Problems = readonly string[];

const compiled = compilePolicy(restricted({ owner: 'team', email: 'team@example.com' }), clusters.kubeadm());

/**
 * Holds what is known of custom resources against the definitions of their operators: every kind is known, with its
 * resource and its scope; one without pods has no containers in its schema; the places of pods are there; and what
 * hardening makes of a sample has no field that the definition does not list.
 */
export async function run(): Promise<SuiteResult[]> {
  const started = performance.now();
  const kinds = await definedKinds();
  const notes = new Map<string, string>(Object.entries(reviewed));
  const found = kinds.map((kind) => ({ name: nameOf(kind), problems: problemsOf(kind) }));
  const wrong = found.flatMap(({ name, problems }) =>
    problems.filter((problem) => !notes.has(`${name}: ${problem}`)).map((problem) => `${name}: ${problem}`),
  );
  const said = new Set(
    found.flatMap(({ name, problems }) => problems.map((problem) => `${name}: ${problem}`)),
  );
  const stale = [...notes.keys()]
    .filter((note) => !said.has(note))
    .map((note) => `reviewed, but right: ${note}`);
  const seconds = (performance.now() - started) / 1000;
  const good = found.filter(({ name }) => !wrong.some((line) => line.startsWith(`${name}: `))).length;
  return [
    {
      program: 'definitions of operators',
      version: `${kinds.length} kinds`,
      judged: kinds.length,
      expected: kinds.length,
      found: good,
      problems: [...wrong, ...stale],
      notes: [`${notes.size} differences are reviewed: conformance/kinds/reviewed.json says why`],
      seconds,
    },
    addOns(),
  ];
}

/** The kinds that the library makes for add-ons: none of them is unknown. */
function addOns(): SuiteResult {
  const started = performance.now();
  const kinds = addOnKinds();
  const unknown = kinds.filter(
    ({ group, version, kind }) => knownKinds.recordOf(`${group}/${version}`, kind) === undefined,
  );
  return {
    program: 'kinds of add-ons',
    version: '',
    judged: kinds.length,
    expected: kinds.length,
    found: kinds.length - unknown.length,
    problems: unknown.map(({ group, kind }) => `${group}/${kind}: not known`),
    seconds: (performance.now() - started) / 1000,
  };
}

function nameOf({ group, version, kind }: DefinedKind): string {
  return `${group}/${version} ${kind}`;
}

function problemsOf(kind: DefinedKind): Problems {
  const record = knownKinds.recordOf(`${kind.group}/${kind.version}`, kind.kind)?.record;
  if (record === undefined) return ['not known'];
  const facts = [
    ...(record.plural === kind.plural || record.kind === '*' ? [] : [`the resource is ${kind.plural}`]),
    ...(record.scope === kind.scope ? [] : [`the scope is ${kind.scope}`]),
  ];
  return [...facts, ...(record.pods.length === 0 ? hiddenPods(kind) : carriedPods(kind, record))];
}

/** Places where the schema of a kind has containers although it is said to carry no pod. */
function hiddenPods({ definition, version }: DefinedKind): Problems {
  const own = recordsOfDefinitions([definition]).find((record) => record.version === version);
  return (own?.pods ?? []).map(({ path, shape }) => `${shape} at ${path}`);
}

function carriedPods(kind: DefinedKind, record: KindRecord): Problems {
  const places = record.pods.filter(({ path }) => schemaAt(kind.schema, path) !== undefined);
  if (places.length === 0) return ['no place of its record is in the schema'];
  const here = { ...record, version: kind.version, pods: places };
  const sample = sampleOf({ ...here, pods: places.filter((place) => holdsContainers(kind, place)) });
  const before = new Set(unlisted(sample, kind.schema));
  const hardened = harden(sample, compiled, { repair: true });
  const added = unlisted(hardened, kind.schema).filter((path) => !before.has(path));
  return [...new Set(added.map((path) => `hardening writes ${path}`))];
}

function holdsContainers({ schema }: DefinedKind, { shape, path }: PodPlace): boolean {
  return shape !== 'none' && schemaAt(schema, path) !== undefined;
}
