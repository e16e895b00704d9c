import { BulwarkError } from '../../core/errors';
import {
  dataText,
  isPlain,
  listAt,
  objectAt,
  objectsAt,
  type PlainObject,
  stringAt,
} from '../../core/manifest/plain';

/** What the address label of cdk8s-plus selects by: a hash of the place in the tree, which our selectors never depend on. */
const ADDRESS_LABEL = 'cdk8s.io/metadata.addr';

/** By which field the items of a list are the same item. */
const KEYS: Readonly<Record<string, string>> = {
  volumes: 'name',
  env: 'name',
  volumeMounts: 'mountPath',
  ports: 'name',
  hostAliases: 'ip',
};

/** Fields of the main container that methods of cdk8s-plus can change after construction. */
const MUTABLE_CONTAINER = ['env', 'envFrom', 'ports', 'volumeMounts'] as const;

/**
 * Joins the object of the blueprint with what cdk8s-plus renders for the same construct, so that everything that
 * its methods add after construction is kept: containers, volumes, mounts, variables, scheduling, labels.
 * What its constructor wrote by default is left out: the blueprint says it better.
 * @param where path of the construct, for messages
 * @throws BulwarkError where what was added has the name of something that is there
 */
export function joinWorkload(blueprint: PlainObject, rendered: PlainObject, where: string): PlainObject {
  joinMetadata(blueprint, rendered);
  const spec = specOf(blueprint) ?? {};
  const renderedSpec = specOf(rendered);
  const template = blueprint.kind === 'Pod' ? blueprint : (objectAt(spec, 'template') ?? {});
  const renderedTemplate = blueprint.kind === 'Pod' ? rendered : objectAt(renderedSpec, 'template');
  if (template !== blueprint) joinMetadata(template, renderedTemplate);
  const selector = objectAt(renderedSpec, 'selector');
  if (selector !== undefined) spec.selector = selector;
  const podSpec = objectAt(template, 'spec');
  const renderedPod = objectAt(renderedTemplate, 'spec');
  if (podSpec !== undefined && renderedPod !== undefined) joinPod(podSpec, renderedPod, where);
  return blueprint;
}

/** The spec that holds the template of the pods, or is theirs: that of the Job in a CronJob. */
function specOf(object: PlainObject): PlainObject | undefined {
  const spec = objectAt(object, 'spec');
  return object.kind === 'CronJob' ? objectAt(objectAt(spec, 'jobTemplate'), 'spec') : spec;
}

function joinMetadata(owner: PlainObject, rendered: PlainObject | undefined): void {
  const metadata = objectAt(owner, 'metadata');
  const added = objectAt(rendered, 'metadata');
  if (metadata === undefined || added === undefined) return;
  for (const [key, value] of Object.entries(added)) {
    const existing = metadata[key];
    if (isPlain(value)) {
      const { [ADDRESS_LABEL]: _address, ...rest } = value;
      if (Object.keys(rest).length > 0) metadata[key] = { ...(isPlain(existing) ? existing : {}), ...rest };
    } else if (existing === undefined) {
      metadata[key] = value;
    }
  }
}

function joinPod(pod: PlainObject, rendered: PlainObject, where: string): void {
  const [first, ...added] = objectsAt(rendered, 'containers');
  const [main] = objectsAt(pod, 'containers');
  pod.containers = [first === undefined ? main : join(main, mutable(first), 'containers'), ...added];
  const init = [...listAt(pod, 'initContainers'), ...listAt(rendered, 'initContainers')];
  if (init.length > 0) pod.initContainers = init;
  refuseTwice('container', [...objectsAt(pod, 'containers'), ...objectsAt(pod, 'initContainers')], where);
  for (const field of ['volumes', 'hostAliases', 'tolerations'] as const) {
    const more = listAt(rendered, field);
    if (more.length > 0) pod[field] = joinLists(field, listAt(pod, field), more);
  }
  refuseTwice('volume', objectsAt(pod, 'volumes'), where);
  for (const field of ['affinity', 'dnsConfig'] as const) {
    const more = rendered[field];
    if (isPlain(more)) pod[field] = join(pod[field], more, field);
  }
  if (rendered.nodeName !== undefined) pod.nodeName = rendered.nodeName;
  if (rendered.dnsPolicy !== 'ClusterFirst') pod.dnsPolicy = rendered.dnsPolicy;
}

/** Two of one name: the API server refuses them, and neither may win in silence. */
function refuseTwice(what: string, items: readonly PlainObject[], where: string): void {
  const seen = new Set<string>();
  for (const item of items) {
    const name = stringAt(item, 'name') ?? '';
    if (seen.has(name)) {
      const fix = `Fix: give one of the two another name, such as '${name}-2'`;
      throw new BulwarkError(`${where}: two things of kind ${what} are called '${name}'`, [fix]);
    }
    seen.add(name);
  }
}

function mutable(container: PlainObject): PlainObject {
  const kept: PlainObject = { name: container.name };
  for (const field of MUTABLE_CONTAINER) if (container[field] !== undefined) kept[field] = container[field];
  return kept;
}

/** Joins two values of one field: objects by key, lists by what identifies an item; a scalar of the second wins. */
function join(base: unknown, added: unknown, field: string): unknown {
  if (isPlain(base) && isPlain(added)) {
    const joined: PlainObject = { ...base };
    for (const [key, value] of Object.entries(added)) joined[key] = join(base[key], value, key);
    return joined;
  }
  if (Array.isArray(base) && Array.isArray(added)) return joinLists(field, base, added);
  return added === undefined ? base : added;
}

function joinLists(field: string, base: readonly unknown[], added: readonly unknown[]): unknown[] {
  if (field === 'nodeSelectorTerms') return joinTerms(base, added);
  const key = KEYS[field];
  const joined = [...base];
  for (const item of added) {
    const at = joined.findIndex((other) => same(other, item, key) && mayJoin(field, other, item));
    if (at < 0) joined.push(item);
    else joined[at] = join(joined[at], item, field);
  }
  return joined;
}

/** Terms are alternatives: each of the second holds beside each of the first, or it would lead off the nodes of a pool. */
function joinTerms(base: readonly unknown[], added: readonly unknown[]): unknown[] {
  if (base.length === 0 || added.length === 0) return [...base, ...added];
  return base.flatMap((first) => added.map((second) => bothTerms(first, second)));
}

function bothTerms(first: unknown, second: unknown): unknown {
  if (!isPlain(first) || !isPlain(second)) return first;
  const parts = (['matchExpressions', 'matchFields'] as const).map((part): [string, unknown[]] => [
    part,
    [...listAt(first, part), ...listAt(second, part)],
  ]);
  return Object.fromEntries(parts.filter(([, items]) => items.length > 0));
}

/** Volumes of one name are one volume only where they have the same kind of source. */
function mayJoin(field: string, a: unknown, b: unknown): boolean {
  if (field !== 'volumes' || !isPlain(a) || !isPlain(b)) return true;
  return Object.keys(a).sort().join() === Object.keys(b).sort().join();
}

function same(a: unknown, b: unknown, key: string | undefined): boolean {
  if (key !== undefined && isPlain(a) && isPlain(b) && a[key] !== undefined) return a[key] === b[key];
  return dataText(a) === dataText(b);
}
