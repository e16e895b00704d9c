import { BulwarkError } from '../../core/errors';
import { isPlain, objectAt, type PlainObject, stringAt } from '../../core/manifest/plain';
import { autoname, isKubernetes } from './answers';
import type { Recording, RenderedResource, UninspectedResource } from './model';
import { plainValue } from './values';

/** A request to register a resource, as the library of Pulumi sends it. */
export interface Registration {
  getType(): string;
  getName(): string;
  getParent(): string;
  getCustom(): boolean;
  getRemote(): boolean;
  getObject(): { toJavaScript(): Record<string, unknown> } | undefined;
}

const STACK = 'pulumi:pulumi:Stack';

/** Keeps what a program registers. */
export class Recorder {
  private readonly resources = new Map<string, RenderedResource>();
  private readonly uninspected: UninspectedResource[] = [];
  private readonly urns = new Set<string>();

  constructor(
    private readonly project: string,
    private readonly stack: string,
  ) {}

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
    const qualified = above === '' || above === STACK ? type : `${above}$${type}`;
    return `urn:pulumi:${[this.stack, this.project, qualified, name].join('::')}`;
  }

  /**
   * Notes a resource before its mock answers.
   * @throws BulwarkError where two have the same URN, which the engine refuses
   */
  record(request: Registration): void {
    const [type, name, parent] = [request.getType(), request.getName(), request.getParent()];
    const urn = this.urnOf(parent, type, name);
    if (this.urns.has(urn)) {
      throw new BulwarkError(`two resources have the URN ${urn}. Fix: give one of them another name`, []);
    }
    this.urns.add(urn);
    if (!isKubernetes(type)) return;
    const reason = reasonOf(request);
    if (reason !== undefined) this.uninspected.push({ urn, type, name, reason });
    if (!request.getCustom() || reason !== undefined) return;
    this.resources.set(urn, {
      ...objectOf(request),
      urn,
      type,
      name,
      parent: parent === '' || parent.split('::')[2] === STACK ? undefined : parent,
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
    return { resources: [...resources, ...rest.values()], uninspected: this.uninspected };
  }
}

function objectOf(request: Registration): Pick<RenderedResource, 'manifest' | 'autonamed'> {
  const manifest = inputsOf(request);
  const metadata = objectAt(manifest, 'metadata');
  const autonamed = !isPatch(request.getType()) && (metadata?.name ?? metadata?.generateName) === undefined;
  if (!autonamed || (metadata === undefined && manifest.metadata !== undefined))
    return { manifest, autonamed };
  const name = autoname(request.getType(), request.getName());
  return { manifest: { ...manifest, metadata: { ...metadata, name } }, autonamed };
}

function inputsOf(request: Registration): PlainObject {
  const inputs = plainValue(request.getObject()?.toJavaScript() ?? {});
  return isPlain(inputs) ? inputs : {};
}

/** `kubernetes:apps/v1:DeploymentPatch`: a change to an object that somebody else made. */
function isPatch(type: string): boolean {
  return type.endsWith('Patch');
}

/** Why nobody can say which objects a resource makes; undefined where it is an object. */
function reasonOf(request: Registration): string | undefined {
  if (request.getRemote()) return 'its provider makes the objects';
  if (!request.getCustom()) return undefined;
  if (request.getType().startsWith('kubernetes:helm.sh/')) return 'Helm makes the objects in the cluster';
  const { apiVersion, kind } = inputsOf(request);
  return stringAt({ apiVersion }, 'apiVersion') === undefined || stringAt({ kind }, 'kind') === undefined
    ? 'it says no apiVersion and kind'
    : undefined;
}
