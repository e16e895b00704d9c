import { createHash } from 'node:crypto';
import { isAbsent, isPlain, objectAt, type PlainObject, stringAt } from '../../core/manifest/plain';
import { builtinKinds } from '../../core/manifest/registry';
import { putObject, type RegistrationRequest } from '../internals';
import { type Path, type PlainInput, plainInput, wireValue } from './values';

/** The inputs of a resource, and where they are secret. */
export interface Inputs {
  readonly manifest: PlainObject;
  readonly secrets: readonly Path[];
}

/** Whether a type is one of the Kubernetes provider, objects of custom kinds included. */
export function isKubernetes(type: string): boolean {
  return type.startsWith('kubernetes:');
}

/** `kubernetes:apps/v1:DeploymentPatch`: a change to an object that someone else made. */
export function isPatch(type: string): boolean {
  return type.endsWith('Patch');
}

/** What a request says of the resource. */
export function inputsOf(request: RegistrationRequest): Inputs {
  const { value, secrets } = plainInput(request.getObject()?.toJavaScript() ?? {});
  return { manifest: isPlain(value) ? value : {}, secrets };
}

/** Makes a request say something else. */
export function putInputs(request: RegistrationRequest, { manifest, secrets }: Inputs): void {
  const input: PlainInput = { value: manifest, secrets };
  putObject(request, wireValue(input));
}

/** A resource of Kubernetes that is about to be registered. */
export interface Registered {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** URN of the parent; empty for none. */
  readonly parent: string;
}

/**
 * The name that stands for one which someone makes up: Pulumi where the program gives none, the API server for
 * `generateName`. It is the same in every run, and no other resource has it; in a real update its ending is random.
 * Undefined for an object that has a name.
 */
export function madeUpName({ urn, type, name }: Registered, { manifest }: Inputs): string | undefined {
  if (isPatch(type) || !(isAbsent(manifest.metadata) || isPlain(manifest.metadata))) return undefined;
  const metadata = objectAt(manifest, 'metadata');
  if (!isAbsent(metadata?.name)) return undefined;
  const base = stringAt(metadata, 'generateName') ?? `${name}-`;
  return `${base}${createHash('sha256').update(urn).digest('hex').slice(0, 8)}`;
}

/** The inputs with what the provider adds: a name where the program gives none, and the namespace of the provider. */
export function completed(inputs: Inputs, madeUp: string | undefined, namespace: string | undefined): Inputs {
  const { manifest, secrets } = inputs;
  if (!(isAbsent(manifest.metadata) || isPlain(manifest.metadata))) return inputs;
  const metadata: PlainObject = { ...objectAt(manifest, 'metadata') };
  if (madeUp !== undefined && isAbsent(metadata.generateName)) metadata.name = madeUp;
  const scope = builtinKinds.scopeOf(
    stringAt(manifest, 'apiVersion') ?? '',
    stringAt(manifest, 'kind') ?? '',
  );
  const homeless = isAbsent(metadata.namespace) && scope !== 'Cluster' && !Array.isArray(manifest.items);
  if (namespace !== undefined && homeless) metadata.namespace = namespace;
  return { manifest: { ...manifest, metadata }, secrets };
}
