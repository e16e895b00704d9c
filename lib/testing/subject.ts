import type { IConstruct } from 'constructs';
import { ownSuppressions } from '../blueprints/suppressions';
import { suppressionsOf } from '../cdk8s/app/suppressions';
import type { HardenedApp } from '../cdk8s/constructs/hardened-app';
import type { Judged } from '../core/engine/evaluate';
import type { Place } from '../core/engine/suppressions';
import { BulwarkError } from '../core/errors';
import { flattenList } from '../core/manifest/lists';
import { isPlain, type PlainObject, stringAt } from '../core/manifest/plain';
import type { Suppression } from '../core/policy/waiver';
import { readManifests } from '../core/yaml';
import { isPulumiRendering, readPulumi } from './pulumi-subject';
import type { Subject } from './read-subject';

export type { Subject } from './read-subject';

// The mark that lib/cdk8s/app/rendering leaves on objects, read by its name: that module loads cdk8s.
const RENDERED = Symbol.for('bulwark.rendered');

const FORMS =
  'an App, a Chart or another construct, a rendered Pulumi program, a manifest, a list of manifests, or a YAML text';

/**
 * Reads what a test hands to a matcher: an App, a Chart or any other construct, a rendered Pulumi program, a manifest,
 * a list of manifests, or a YAML text. Constructs are known by their shape, so that no framework is loaded.
 * @throws BulwarkError for anything else, for YAML that cannot be read, and where there is no object at all
 */
export function subjectOf(received: unknown): Subject {
  const subject = read(received);
  if (subject.objects.length + (subject.uninspected?.length ?? 0) > 0) return subject;
  throw new BulwarkError('found no object: a matcher that looks at nothing proves nothing', [
    `needs ${FORMS}`,
  ]);
}

/** As {@link subjectOf}, with everything that is in one tree with a construct: policies may be anywhere in it. */
export function wholeOf(received: unknown): Subject {
  return subjectOf(isConstruct(received) ? received.node.root : received);
}

function read(received: unknown): Subject {
  if (isConstruct(received)) return readConstruct(received);
  if (isPulumiRendering(received)) return readPulumi(received);
  return { objects: manifestsOf(received).map((manifest) => ({ manifest })), declared: [] };
}

function manifestsOf(received: unknown): PlainObject[] {
  if (typeof received === 'string') return readText(received);
  if (Array.isArray(received)) return received.flatMap((item: unknown) => manifestsOf(item));
  if (isPlain(received) && stringAt(received, 'kind') !== undefined) return flattenList(received);
  const text = callOf(received, 'synthYaml');
  if (typeof text === 'string') return readText(text);
  const rendered = callOf(received, 'toJson');
  if (rendered !== undefined) return manifestsOf(rendered);
  if (received instanceof Promise) {
    throw new BulwarkError('found a promise', ['needs what it resolves to: await renderPulumi(…)']);
  }
  const found = typeof received === 'object' ? 'something else' : `a ${typeof received}`;
  throw new BulwarkError(`found ${received === null ? 'null' : found}`, [`needs ${FORMS}`]);
}

function readText(text: string): PlainObject[] {
  const { documents, problems } = readManifests(text);
  if (problems.length === 0) return documents.flatMap(({ value }) => flattenList(value));
  throw new BulwarkError(
    'the YAML text cannot be read',
    problems.map(({ message }) => message),
  );
}

function readConstruct(construct: IConstruct): Subject {
  const { root } = construct.node;
  // Its synthesis hardens every object of the tree, raw ones too, so it comes before their rendering here.
  const synthesis = isHardenedApp(root) ? root.synthesize() : undefined;
  const objects: Judged[] = [];
  const declared: Suppression[] = [];
  const places = new Map<Suppression, Place>();
  for (const item of construct.node.findAll()) {
    for (const suppression of ownSuppressions(item)) {
      declared.push(suppression);
      places.set(suppression, { construct: item.node.path });
    }
    if (!('apiVersion' in item && 'kind' in item)) continue;
    const rendered = callOf(item, 'toJson');
    if (!isPlain(rendered)) continue;
    const origin = { construct: item.node.path };
    const suppressions = suppressionsOf(item);
    const ours = Reflect.get(item, RENDERED) === 'ours';
    for (const manifest of flattenList(rendered)) objects.push({ manifest, origin, suppressions, ours });
  }
  return {
    objects,
    declared,
    places,
    synthesis,
    ...(root === construct ? {} : { below: construct.node.path }),
  };
}

function callOf(owner: unknown, method: string): unknown {
  if (typeof owner !== 'object' || owner === null) return undefined;
  const found: unknown = Reflect.get(owner, method);
  return typeof found === 'function' ? Reflect.apply(found, owner, []) : undefined;
}

function isConstruct(value: unknown): value is IConstruct {
  if (typeof value !== 'object' || value === null || isPlain(value)) return false;
  const node: unknown = Reflect.get(value, 'node');
  return typeof node === 'object' && node !== null && 'findAll' in node && 'root' in node;
}

function isHardenedApp(construct: IConstruct): construct is HardenedApp {
  return 'synthesize' in construct && typeof construct.synthesize === 'function';
}
