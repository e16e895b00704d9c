import { join } from 'node:path';
import {
  clone,
  isPlain,
  objectAt,
  objectsAt,
  type PlainObject,
  stringAt,
} from '../../../lib/core/manifest/plain';
import { type AddOnKind, addOnKinds, SCHEMAS } from '../../lib/add-ons';
import { type Answer, type Api, messageOf } from '../api';
import { until } from '../wait';
import { objectsIn } from '../yaml';
import { named, said } from './api-server';
import type { Checks } from './checks';
import NO_SAMPLE from './no-sample.json';

/** Kinds whose plural is not the usual one. */
const PLURALS: Readonly<Record<string, string>> = {
  Assign: 'assign',
  TracingPolicyNamespaced: 'tracingpoliciesnamespaced',
};

/** What the server asks of groups that are reserved for Kubernetes itself. */
const APPROVAL = { 'api-approved.kubernetes.io': 'unapproved, rebuilt from its schema for this suite' };

const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/** Installs a definition for every kind of the add-ons, and waits until all of them are served. */
export async function installAddOns(api: Api, checks: Checks): Promise<void> {
  const kinds = addOnKinds();
  checks.holds('kinds of add-ons', kinds.length > 0, 'there are none');
  await Promise.all(
    kinds.map(async (kind) => {
      const definition = definitionOf(kind);
      const answer = await api.apply(definition); // its warnings are about the add-on's own schema
      checks.holds(
        `${nameOf(kind)} is installed`,
        answer.status === 201,
        `${answer.status} ${messageOf(answer)}`,
      );
    }),
  );
  await until('the add-ons', 60, async () => {
    const deferred = (await api.list(DEFINITIONS)).filter((definition) => !isEstablished(definition));
    if (deferred.length > 0) throw new Error(deferred.map(named).join(', '));
    return true;
  });
  checks.equal('definitions that are established', (await api.list(DEFINITIONS)).length, kinds.length);
  checks.count('kinds of add-ons installed and established', kinds.length);
}

/** Installs the definitions of those kinds of add-ons that objects are of. @throws Error where one is refused */
export async function installKindsOf(api: Api, objects: readonly PlainObject[]): Promise<void> {
  const used = new Set(objects.map(kindOf));
  const kinds = addOnKinds().filter(({ group, version, kind }) => used.has(`${group}/${version} ${kind}`));
  for (const kind of kinds) {
    const answer = await api.apply(definitionOf(kind));
    if (answer.status >= 300) throw new Error(`${nameOf(kind)}: ${messageOf(answer)}`);
  }
  const names = kinds.map(nameOf);
  await until(`the definitions of ${names.join(', ')}`, 60, async () => {
    const made = await Promise.all(names.map((name) => api.get(`${DEFINITIONS}/${name}`)));
    return made.every(isEstablished);
  });
}

const ACCEPTED = { accepted: true, warnings: [] };

/** Applies a sample of every kind, and each once more with a field that nobody knows, which is refused. */
export async function checkSamples(api: Api, checks: Checks): Promise<void> {
  const kinds = new Map(addOnKinds().map((kind) => [`${kind.group}/${kind.version} ${kind.kind}`, kind]));
  const samples = objectsIn(join(SCHEMAS, 'samples/addons.yaml')).filter((sample) =>
    kinds.has(kindOf(sample)),
  );
  const spaces = new Set(samples.map((sample) => stringAt(objectAt(sample, 'metadata'), 'namespace') ?? ''));
  for (const name of [...spaces].filter((space) => space !== ''))
    await api.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  for (const sample of samples) {
    const name = `sample ${named(sample)}`;
    checks.equal(`${name} is applied`, said(await api.apply(sample)), ACCEPTED);
    const schema = kinds.get(kindOf(sample))?.schema ?? {};
    const broken = withUnknown(sample, schema);
    if (broken === undefined) continue;
    const refused = await api.apply(broken, { dryRun: 'All' });
    checks.equal(`${name} with an unknown field is refused`, isUnknownField(refused), true);
    checks.count('samples of add-ons refused for a field that nobody knows', 1);
  }
  const shown = new Set(samples.map(kindOf));
  const without = [...kinds.keys()].filter((kind) => !shown.has(kind));
  checks.equal('kinds of add-ons without a sample', without.sort(), NO_SAMPLE.without);
  checks.count('samples of add-ons applied', samples.length);
}

function kindOf(object: PlainObject): string {
  return `${stringAt(object, 'apiVersion')} ${stringAt(object, 'kind')}`;
}

/** A create answers 400, an apply 500: the same words differ with the way. */
function isUnknownField(answer: Answer): boolean | string {
  const message = messageOf(answer);
  return /unknown field|field not declared in schema/.test(message) || `${answer.status} ${message}`;
}

const OPEN = 'x-kubernetes-preserve-unknown-fields';

/** A sample with one more field, where its schema lists what there is; undefined where it takes anything. */
function withUnknown(sample: PlainObject, schema: PlainObject): PlainObject | undefined {
  const spec = objectAt(objectAt(schema, 'properties'), 'spec');
  if (!isPlain(spec?.properties) || [schema, spec].some((part) => part[OPEN] === true)) return undefined;
  const broken = clone(sample);
  const own = objectAt(broken, 'spec');
  if (own === undefined) return undefined;
  own.nobodyKnowsThisField = 'x';
  return broken;
}

function isEstablished(definition: PlainObject): boolean {
  return objectsAt(objectAt(definition, 'status'), 'conditions').some(
    ({ type, status }) => type === 'Established' && status === 'True',
  );
}

/** Plural of a kind, as English has it. */
export function pluralOf(kind: string): string {
  const lower = kind.toLowerCase();
  if (/[^aeiou]y$/.test(lower)) return lower.replace(/y$/, 'ies');
  return /(s|x|ch|sh)$/.test(lower) ? `${lower}es` : `${lower}s`;
}

function nameOf({ group, kind }: AddOnKind): string {
  return `${PLURALS[kind] ?? pluralOf(kind)}.${group}`;
}

function definitionOf(kind: AddOnKind): PlainObject {
  const plural = PLURALS[kind.kind] ?? pluralOf(kind.kind);
  const openAPIV3Schema = structural(kind.schema);
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: nameOf(kind),
      ...(/(^|\.)(k8s|kubernetes)\.io$/.test(kind.group) ? { annotations: APPROVAL } : {}),
    },
    spec: {
      group: kind.group,
      names: { kind: kind.kind, plural, singular: kind.kind.toLowerCase(), listKind: `${kind.kind}List` },
      scope: kind.namespaced ? 'Namespaced' : 'Cluster',
      versions: [{ name: kind.version, served: true, storage: true, schema: { openAPIV3Schema } }],
    },
  };
}

/** A schema as a CRD may hold it: without the closing of objects that one of the files was given. */
function structural(schema: PlainObject): PlainObject {
  return objectOf(opened(schema));
}

function opened(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(opened);
  if (!isPlain(schema)) return schema;
  const entries = Object.entries(schema).filter(
    ([key, value]) => !(key === 'additionalProperties' && value === false),
  );
  return Object.fromEntries(entries.map(([key, value]) => [key, opened(value)]));
}

function objectOf(value: unknown): PlainObject {
  return isPlain(value) ? value : {};
}
