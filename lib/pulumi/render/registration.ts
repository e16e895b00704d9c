import { createHash } from 'node:crypto';
import { isAbsent, isPlain, objectAt, type PlainObject, stringAt } from '../../core/manifest/plain';
import { builtinKinds } from '../../core/manifest/registry';
import { type Path, type PlainInput, plainInput, wireValue } from './values';

/** A request to register a resource, as the library of Pulumi sends it. */
export interface Registration {
  getType(): string;
  getName(): string;
  getParent(): string;
  getCustom(): boolean;
  getRemote(): boolean;
  /** URN and id of its provider; empty for the default one. */
  getProvider(): string;
  getObject(): Struct | undefined;
  setObject(struct: unknown): unknown;
}

interface Struct {
  toJavaScript(): Record<string, unknown>;
}

/** The inputs of a resource, and where they are secret. */
export interface Inputs {
  readonly manifest: PlainObject;
  readonly secrets: readonly Path[];
}

/** Whether a type is one of the Kubernetes provider, objects of custom kinds included. */
export function isKubernetes(type: string): boolean {
  return type.startsWith('kubernetes:');
}

/** `kubernetes:apps/v1:DeploymentPatch`: a change to an object that somebody else made. */
export function isPatch(type: string): boolean {
  return type.endsWith('Patch');
}

/** What a request says of the resource. */
export function inputsOf(request: Registration): Inputs {
  const { value, secrets } = plainInput(request.getObject()?.toJavaScript() ?? {});
  return { manifest: isPlain(value) ? value : {}, secrets };
}

/** Makes a request say something else. */
export function putInputs(request: Registration, { manifest, secrets }: Inputs): void {
  const input: PlainInput = { value: manifest, secrets };
  const made: unknown = request.getObject()?.constructor;
  const fromJavaScript: unknown =
    typeof made === 'function' ? Reflect.get(made, 'fromJavaScript') : undefined;
  if (typeof fromJavaScript !== 'function') return;
  request.setObject(Reflect.apply(fromJavaScript, made, [wireValue(input)]));
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
 * The name that stands for one which somebody makes up: Pulumi where the program gives none, the API server for
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
