import { listAt, objectAt, objectsAt, type PlainObject, stringAt } from '../../lib/core/manifest/plain';
import { type Api, messageOf } from '../cluster/api';
import { until } from '../cluster/wait';
import { type DefinedKind, definedKinds } from '../kinds/definitions';
import MODULES from './modules.json';

const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/** What a definition is called: its plural and its group. */
function nameOf(definition: PlainObject): string {
  return stringAt(objectAt(definition, 'metadata'), 'name') ?? '';
}

/** The definitions of the add-ons whose objects the constructs write, as their projects publish them. */
export async function publishedKinds(groups?: readonly string[]): Promise<DefinedKind[]> {
  const kinds = await definedKinds(MODULES);
  return kinds.filter(({ group }) => groups === undefined || groups.includes(group));
}

/**
 * Installs definitions, and waits until all of them are served. One that is there already stays as it is.
 * @returns what the server refused, and what it warned of
 */
export async function install(api: Api, kinds: readonly DefinedKind[]): Promise<string[]> {
  const definitions = new Map(kinds.map(({ definition }) => [nameOf(definition), definition]));
  const there = new Set((await api.list(DEFINITIONS)).map(nameOf));
  const problems: string[] = [];
  for (const [name, definition] of definitions) {
    if (there.has(name)) continue;
    const { status: _, ...whole } = definition;
    const answer = await api.create(whole);
    if (answer.status !== 201) problems.push(`${name}: ${answer.status} ${messageOf(answer)}`);
  }
  await until('the definitions', 120, async () => {
    const deferred = (await api.list(DEFINITIONS)).filter(
      (one) => definitions.has(nameOf(one)) && !isServed(one),
    );
    if (deferred.length > 0) throw new Error(deferred.map(nameOf).join(', '));
    return true;
  });
  for (const path of new Set(kinds.map(({ group, version }) => `/apis/${group}/${version}`))) {
    await until(`the resources of ${path}`, 60, async () => {
      const { body } = await api.send('GET', path);
      const served = typeof body === 'string' ? 0 : listAt(body, 'resources').length;
      return served >= kinds.filter((kind) => `/apis/${kind.group}/${kind.version}` === path).length;
    });
  }
  return problems;
}

function isServed(definition: PlainObject): boolean {
  return objectsAt(objectAt(definition, 'status'), 'conditions').some(
    ({ type, status }) => type === 'Established' && status === 'True',
  );
}
