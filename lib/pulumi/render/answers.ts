import type { runtime } from '@pulumi/pulumi';
import { BulwarkError } from '../../core/errors';
import { isPlain, objectAt, type PlainObject, stringAt } from '../../core/manifest/plain';
import { readManifests } from '../../core/yaml';
import type { ProviderAnswers } from './recording';
import { isKubernetes } from './registration';
import { insideSecret, plainValue } from './values';

/** The name of an object that the API server makes up, by the type and the name of its resource. */
export type GeneratedName = (type: string, name: string) => string | undefined;

/** Takes note that someone told which objects a component comes to: one of a name, or all of its type. */
export type Rendered = (type: string, name?: string) => void;

/** Answers every resource and every call in place of the providers. */
export function mocksOf(
  providers: ProviderAnswers,
  preview: boolean,
  generated: GeneratedName,
  rendered: Rendered,
): runtime.Mocks {
  return {
    newResource: async ({ type, name, inputs, id }) => {
      const given: PlainObject = isPlain(inputs) ? inputs : {};
      if (isKubernetes(type)) return kubernetesState(given, id ?? '', preview, generated(type, name));
      const state = await providers.resource?.({ type, name, inputs: plainInputs(given) });
      return { id: preview ? undefined : `${name}-id`, state: state ?? given };
    },
    call: async ({ token, inputs }) => {
      const given: PlainObject = isPlain(inputs) ? inputs : {};
      try {
        const answer = await providers.call?.({ token, inputs: plainInputs(given) });
        if (answer === undefined) return ownAnswer(token, given);
        if (token === 'kubernetes:helm:template') rendered('kubernetes:helm.sh/v3:Chart', releaseIn(given));
        if (token === 'kubernetes:kustomize:directory') rendered('kubernetes:kustomize:Directory');
        return answer;
      } catch (error) {
        // The library takes the words of an answer that failed from here.
        throw { details: error instanceof Error ? error.message : String(error) };
      }
    },
  };
}

function kubernetesState(
  inputs: PlainObject,
  id: string,
  preview: boolean,
  generated: string | undefined,
): runtime.MockResourceResult {
  const [first = '', second] = id.split('/');
  // An object that is only read is known by its id: `namespace/name`, or the name alone.
  if (id !== '' && inputs.kind === undefined) {
    const metadata = second === undefined ? { name: first } : { namespace: first, name: second };
    return { id, state: { ...inputs, metadata } };
  }
  const metadata = insideSecret(inputs.metadata);
  const own = stringAt(metadata, 'name');
  const chosen = own ?? generated ?? '';
  const state = own === undefined ? { ...inputs, metadata: withName(inputs.metadata, chosen) } : inputs;
  const namespace = stringAt(metadata, 'namespace') ?? 'default';
  return { id: preview ? undefined : `${namespace}/${chosen}`, state };
}

/** Metadata with a name; inside a secret it stays one. */
function withName(metadata: unknown, name: string): unknown {
  const inside = insideSecret(metadata);
  if (inside === undefined) return metadata === undefined ? { name } : metadata;
  return inside === metadata || !isPlain(metadata)
    ? { ...inside, name }
    : { ...metadata, value: { ...inside, name } };
}

function plainInputs(inputs: PlainObject): PlainObject {
  const plain = plainValue(inputs);
  return isPlain(plain) ? plain : {};
}

/** The release that a call of `helm template` is for; that is the name of its chart in the program too. */
function releaseIn(inputs: PlainObject): string | undefined {
  try {
    const options: unknown = JSON.parse(stringAt(plainInputs(inputs), 'jsonOpts') ?? '');
    return isPlain(options) ? stringAt(options, 'release_name') : undefined;
  } catch {
    return undefined;
  }
}

/** Templates that only a provider renders: nothing comes of them here, and their components count as unseen. */
const TEMPLATES: ReadonlySet<string> = new Set([
  'kubernetes:helm:template',
  'kubernetes:kustomize:directory',
]);

/** What needs no provider: manifests in YAML, as `ConfigFile` and `ConfigGroup` read them. */
function ownAnswer(token: string, inputs: PlainObject): PlainObject {
  if (TEMPLATES.has(token)) return { result: [] };
  const text = stringAt(inputs, 'text') ?? stringAt(objectAt(inputs, 'value'), 'text');
  if (token !== 'kubernetes:yaml:decode' || text === undefined) {
    throw new BulwarkError(
      `the program calls ${token}, which only its provider can answer. Fix: give the answer to the mocks, or render with the Pulumi CLI`,
      [],
    );
  }
  const { documents, problems } = readManifests(text);
  if (problems.length === 0) return { result: documents.map(({ value }) => value) };
  throw new BulwarkError(
    'the YAML text cannot be read',
    problems.map(({ message }) => message),
  );
}
