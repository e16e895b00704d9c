import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ClusterOptions } from '../../lib/core/cluster/presets';
import { isPlain, objectAt, type PlainObject, stringAt } from '../../lib/core/manifest/plain';
import { readYaml } from '../../lib/core/yaml';
import type { Party } from '../../lib/model/intent';
import { GATEWAY, graph, policiesOf } from '../../test/renderers/graph';
import { lines } from '../../test/renderers/read';
import { unlisted } from '../kinds/structural';
import { addOnKinds } from '../lib/add-ons';
import type { SuiteResult } from '../suite';
import { run as encryption } from './encryption';
import { run as kubelet } from './kubelet';
import reviewed from './reviewed.json';
import { run as sealed } from './sealed';

const SAMPLES = resolve(__dirname, '../../../shared/design/network-samples');
const INTERNET: Party = { party: 'entity', entity: 'internet' };
const CASES: readonly [sample: string, options: ClusterOptions, outside: Party][] = [
  ['netpol', { gateway: GATEWAY }, INTERNET],
  [
    'cilium',
    { cni: 'cilium', networkPolicies: 'cilium', gateway: GATEWAY },
    { party: 'host', host: 'api.stripe.com' },
  ],
  ['istio-ambient', { mesh: 'istio-ambient', gateway: GATEWAY }, INTERNET],
];

/**
 * Holds what the renderers make of the graph of the design against its samples, object by object: who may talk to whom on
 * which ports. What differs is reviewed, with the reason. And every object has fields of its definition alone.
 */
export async function run(): Promise<SuiteResult[]> {
  const graphs = CASES.map(([sample, options, outside]) =>
    compare(sample, policiesOf(graph(options, outside))),
  );
  return [...graphs, await encryption(), await kubelet(), await sealed()];
}

function compare(sample: string, ours: readonly PlainObject[]): SuiteResult {
  const started = performance.now();
  const file = join(SAMPLES, `graph-${sample}.yaml`);
  const theirs = readYaml(readFileSync(file, 'utf8'), file).documents.flatMap(({ value }) =>
    isPlain(value) ? [value] : [],
  );
  const [mine, expected] = [byName(ours), byName(theirs)];
  const notes = new Map<string, string>(Object.entries(reviewed));
  const said = [...new Set([...mine.keys(), ...expected.keys()])].flatMap((name) =>
    differences(mine.get(name), expected.get(name)).map((text) => `${sample} ${name}: ${text}`),
  );
  const stale = [...notes.keys()].filter((note) => note.startsWith(`${sample} `) && !said.includes(note));
  const unknown = ours.flatMap(fieldsNobodyKnows);
  const problems = [
    ...said.filter((text) => !notes.has(text)),
    ...stale.map((note) => `reviewed, but right: ${note}`),
    ...unknown,
  ];
  return {
    program: `sample graph-${sample}`,
    version: `${ours.length} objects`,
    judged: theirs.length,
    expected: theirs.length,
    found: theirs.filter((object) => mine.has(nameOf(object))).length,
    problems,
    notes: [
      `${said.filter((text) => notes.has(text)).length} differences are reviewed: conformance/renderers/reviewed.json`,
    ],
    seconds: (performance.now() - started) / 1000,
  };
}

function differences(ours: PlainObject | undefined, theirs: PlainObject | undefined): string[] {
  if (ours === undefined) return ['is missing'];
  if (theirs === undefined) return ['is not in the sample'];
  const [mine, expected] = [lines(ours), lines(theirs)];
  return [
    ...expected.filter((line) => !mine.includes(line)).map((line) => `lacks ${line}`),
    ...mine.filter((line) => !expected.includes(line)).map((line) => `has ${line}`),
    ...frame(theirs)
      .filter((line) => !frame(ours).includes(line))
      .map((line) => `lacks ${line}`),
  ];
}

/** What an object says beside its rules: whom it selects, in which mode, and the labels of a namespace. */
function frame(object: PlainObject): string[] {
  const spec = objectAt(object, 'spec');
  const parts = ['podSelector', 'endpointSelector', 'selector', 'mtls', 'action', 'policyTypes'].flatMap(
    (key) => (spec?.[key] === undefined ? [] : [`${key} ${JSON.stringify(spec[key])}`]),
  );
  const labels =
    object.kind === 'Namespace' ? Object.entries(objectAt(objectAt(object, 'metadata'), 'labels') ?? {}) : [];
  return [...parts, ...labels.map(([key, value]) => `${key}=${String(value)}`)];
}

function fieldsNobodyKnows(object: PlainObject): string[] {
  const [group, version] = String(object.apiVersion).split('/');
  const known = addOnKinds().find(
    (one) => one.group === group && one.version === version && one.kind === object.kind,
  );
  if (known === undefined) {
    return group === 'cilium.io' || group === 'security.istio.io'
      ? [`${nameOf(object)}: no definition of its kind`]
      : [];
  }
  return unlisted(object, known.schema).map((path) => `${nameOf(object)}: ${path} is not in its definition`);
}

function byName(objects: readonly PlainObject[]): Map<string, PlainObject> {
  return new Map(objects.map((object) => [nameOf(object), object]));
}

function nameOf(object: PlainObject): string {
  const metadata = objectAt(object, 'metadata');
  return [object.kind, stringAt(metadata, 'namespace') ?? '', stringAt(metadata, 'name')].join('/');
}
