import { BulwarkError } from '../../core/errors';
import { isAbsent, objectAt, type PlainObject, stringAt } from '../../core/manifest/plain';
import { Secrets } from '../../stack/secrets';
import { isUnseenAnywhere, mayMakeObjects, unseenMaker } from '../../stack/unseen';
import { type RegistrationRequest, STACK_TYPE } from '../internals';
import type { Recording, RenderedResource, UninspectedResource } from './recording';
import {
  completed,
  type Inputs,
  inputsOf,
  isKubernetes,
  isPatch,
  madeUpName,
  putInputs,
  type Registered,
} from './registration';
import { secretPlaces } from './secret-places';
import { valueAt } from './values';

const PROVIDER = 'pulumi:providers:kubernetes';

/** Changes the inputs of a resource before it is registered, as a transform does; undefined leaves them as they are. */
export type InputsChange = (resource: Registered, inputs: Inputs) => Inputs | undefined;

/** Components that ask their provider for the objects, and make them in the program. */
const RENDERED: ReadonlySet<string> = new Set([
  'kubernetes:helm.sh/v3:Chart',
  'kubernetes:kustomize:Directory',
]);

const NOT_RENDERED = 'only its provider can render it';

/** Keeps what a program registers. */
export class Recorder {
  private readonly resources = new Map<string, RenderedResource>();
  private readonly uninspected: UninspectedResource[] = [];
  private readonly urns = new Set<string>();
  /** Secret values that hardening took the place of, so that no resource has them any more. */
  readonly replacedSecrets = new Secrets();
  /** Components that render in the program, if someone tells what their templates come to. */
  private readonly charts: UninspectedResource[] = [];
  /** What was rendered, by its type, or by type and name. */
  private readonly rendered = new Set<string>();
  /** URNs of resources that have others below them. */
  private readonly parents = new Set<string>();
  /** Namespaces of providers by their URN. */
  private readonly namespaces = new Map<string, string>();
  /** Names that are made up, by type and name: of those that have both, of the last. */
  private readonly generated = new Map<string, string | undefined>();

  /** @param namespace that of objects which name none, where the default provider has one */
  constructor(
    private readonly project: string,
    private readonly stack: string,
    private readonly namespace: string | undefined,
  ) {}

  /** The name that the API server makes for the object of the resource that was recorded last. */
  readonly generatedName = (type: string, name: string): string | undefined =>
    this.generated.get(`${type}|${name}`);

  /** Takes note that the objects of a component were told: of one name, or of all of its type. */
  noteRendered(type: string, name?: string): void {
    this.rendered.add(name === undefined ? type : `${type}|${name}`);
  }

  /** How many resources of any kind were registered. */
  get size(): number {
    return this.urns.size;
  }

  /**
   * The URN of a resource, by the engine's rule: the types of its parents, and its own name.
   * @param parent URN of the parent; empty for none
   */
  urnOf(parent: string, type: string, name: string): string {
    const above = parent.split('::')[2] ?? '';
    const qualified = above === '' || above === STACK_TYPE ? type : `${above}$${type}`;
    return `urn:pulumi:${[this.stack, this.project, qualified, name].join('::')}`;
  }

  /**
   * Notes a resource before its mock answers, and completes the request as the provider does its inputs.
   * @throws BulwarkError where two have the same URN, which the engine refuses
   */
  record(request: RegistrationRequest, changes: readonly InputsChange[]): void {
    const [type, name, parent] = [request.getType(), request.getName(), request.getParent()];
    const urn = this.urnOf(parent, type, name);
    if (this.urns.has(urn)) {
      throw new BulwarkError(`two resources have the URN ${urn}. Fix: give one of them another name`, []);
    }
    this.urns.add(urn);
    this.parents.add(parent);
    if (type === PROVIDER) this.noteProvider(urn, request);
    const reason = reasonOf(request);
    const below = parent === '' || parent.split('::')[2] === STACK_TYPE ? undefined : parent;
    if (reason !== undefined || RENDERED.has(type)) {
      const props = openProps(inputsOf(request));
      const namespace = isKubernetes(type) ? this.namespaceFor(request) : undefined;
      const manifest = unseenMaker({ type, name, props, namespace });
      const resource = { urn, type, name, reason: reason ?? NOT_RENDERED, manifest, parent: below };
      if (reason === undefined) this.charts.push(resource);
      else this.uninspected.push(resource);
      return;
    }
    if (!request.getCustom() || !isKubernetes(type)) return;
    const resource: Registered = { urn, type, name, parent };
    const given = inputsOf(request);
    const madeUp = madeUpName(resource, given);
    const changed = changes.reduce((inputs, change) => change(resource, inputs) ?? inputs, given);
    if (changed !== given)
      for (const place of secretPlaces(given)) this.replacedSecrets.add(valueAt(given.manifest, place));
    const final = completed(changed, madeUp, this.namespaceFor(request));
    putInputs(request, final);
    this.generated.set(`${type}|${name}`, madeUp);
    this.resources.set(urn, {
      ...final,
      autonamed: madeUp !== undefined && isAbsent(objectAt(given.manifest, 'metadata')?.generateName),
      madeUp,
      urn,
      type,
      name,
      parent: below,
      patch: isPatch(type),
    });
  }

  /**
   * What was recorded, as far as it was registered.
   * @param order URNs in the order of construction; what is not in it follows
   */
  recording(order: readonly string[]): Recording {
    const rest = new Map(this.resources);
    const resources: RenderedResource[] = [];
    for (const urn of order) {
      const resource = rest.get(urn);
      if (resource !== undefined) resources.push(resource);
      rest.delete(urn);
    }
    return {
      resources: [...resources, ...rest.values()],
      uninspected: [...this.uninspected, ...this.charts.filter((chart) => this.isUnrendered(chart))],
    };
  }

  /** Whether nothing came out of a chart, or of its like, and nobody said that nothing does. */
  private isUnrendered({ urn, type, name }: UninspectedResource): boolean {
    if (this.rendered.has(`${type}|${name}`) || this.rendered.has(type)) return false;
    return !this.parents.has(urn);
  }

  private noteProvider(urn: string, request: RegistrationRequest): void {
    const namespace = stringAt(inputsOf(request).manifest, 'namespace');
    if (namespace !== undefined) this.namespaces.set(urn, namespace);
  }

  /** The namespace of objects that name none, where their provider has one. */
  private namespaceFor(request: RegistrationRequest): string | undefined {
    const provider = request.getProvider();
    if (provider === '') return this.namespace;
    return this.namespaces.get(provider.slice(0, provider.lastIndexOf('::')));
  }
}

/** The inputs without those that are secret. */
function openProps({ manifest, secrets }: Inputs): PlainObject {
  const hidden = new Set(secrets.map(([key]) => key));
  return Object.fromEntries(Object.entries(manifest).filter(([key]) => !hidden.has(key)));
}

/** Why nobody can say which objects a resource makes; undefined where it is an object. */
function reasonOf(request: RegistrationRequest): string | undefined {
  const type = request.getType();
  if (request.getRemote()) return mayMakeObjects(type) ? 'its provider makes the objects' : undefined;
  if (!request.getCustom() || !isKubernetes(type)) return undefined;
  if (isUnseenAnywhere(type)) return 'Helm makes the objects in the cluster';
  const { apiVersion, kind } = inputsOf(request).manifest;
  return stringAt({ apiVersion }, 'apiVersion') === undefined || stringAt({ kind }, 'kind') === undefined
    ? 'it says no apiVersion and kind'
    : undefined;
}
