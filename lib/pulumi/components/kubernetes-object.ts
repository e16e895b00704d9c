import { version } from '@pulumi/kubernetes/package.json';
import * as pulumi from '@pulumi/pulumi';
import { BulwarkError } from '../../core/errors';
import { isPlain, objectAt, type PlainObject, stringAt } from '../../core/manifest/plain';
import { contextOf } from '../app/app-context';
import type { Planned } from '../app/render-all';
import { quiet } from '../errors';
import { isOwnObject, MARKS } from '../marks';
import { markOurs } from '../raw/ours';
import { keepingLater, keepingOptions } from './kept';

/** An object of a cluster, with the type that the Kubernetes provider gives it: `Deployment.isInstance` and the like hold. */
class KubernetesObject extends pulumi.CustomResource {}

/** How an object of a blueprint becomes a resource. */
export interface ObjectOptions {
  /** The name of the resource; unique among those of its kind in the stack. */
  readonly name: string;
  /** Resources that have to be there before. @default none */
  readonly dependsOn?: pulumi.Input<pulumi.Input<pulumi.Resource>[]>;
  /** Whether the object exists already, so that its fields are taken and given back, not it. @default false */
  readonly patch?: boolean;
  /** Whether it is what its component is about. @default false */
  readonly main?: boolean;
  /** Whether it says what is in the whole app, so that all others render before it. @default false */
  readonly last?: boolean;
}

/**
 * Registers an object that a blueprint renders. Its kind, its name and the set of its fields are plain and known at
 * once; the fields hold what is rendered when the app is complete, in which only deferred leaves are unknown.
 * @param render makes the object; must give a fresh one each time
 */
export function kubernetesObject(
  component: pulumi.ComponentResource,
  render: () => PlainObject,
  options: ObjectOptions,
): pulumi.CustomResource {
  const now = render();
  const planned: Planned & { resource: pulumi.Resource } = {
    component,
    resource: component,
    render,
    last: options.last === true,
  };
  const deferred = contextOf(component)
    .rendering.add(planned)
    .then((manifest) => sameFields(now, manifest));
  const token = tokenOf(now, options.patch === true);
  markOurs(component, token, options.name);
  const made = new KubernetesObject(token, options.name, fieldsOf(now, deferred), {
    parent: component,
    version,
    // Its name stays the same when it has to be replaced.
    deleteBeforeReplace: true,
    ...keepingOptions(now),
    ...keepingLater(now, deferred),
    ...(options.dependsOn === undefined ? {} : { dependsOn: options.dependsOn }),
  });
  planned.resource = made;
  Object.defineProperty(made, MARKS.object, { value: true });
  if (options.main === true) Object.defineProperty(component, MARKS.main, { value: made });
  return made;
}

/** The object that a resource is about: itself, or the main one of a component. */
export function mainObjectOf(resource: pulumi.Resource): pulumi.Resource | undefined {
  if (isOwnObject(resource)) return resource;
  const main: pulumi.Resource | undefined = Reflect.get(resource, MARKS.main);
  return main;
}

/** The type of a resource, as the Kubernetes provider names it. */
function tokenOf(manifest: PlainObject, patch: boolean): string {
  const apiVersion = stringAt(manifest, 'apiVersion') ?? '';
  const group = apiVersion.includes('/') ? apiVersion : `core/${apiVersion}`;
  return `kubernetes:${group}:${stringAt(manifest, 'kind') ?? ''}${patch ? 'Patch' : ''}`;
}

/** The set of fields is registered before everything is known, so nothing can be added to it. */
function sameFields(now: PlainObject, manifest: PlainObject): PlainObject {
  const added = Object.keys(manifest).filter((key) => !Object.hasOwn(now, key));
  if (added.length === 0) return manifest;
  throw quiet(
    new BulwarkError(`an override adds ${added.join(', ')} at the top of an object`, [
      'needs fields below metadata, spec or another field that the object has',
    ]),
  );
}

function fieldsOf(now: PlainObject, deferred: Promise<PlainObject>): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(now)) {
    if (key === 'metadata' && isPlain(value)) fields[key] = metadataOf(value, now.kind, deferred);
    else if (isPlain(value) || Array.isArray(value)) fields[key] = deferred.then((manifest) => manifest[key]);
    else fields[key] = value;
  }
  return fields;
}

/**
 * Names and labels are known at once; annotations tell what was suppressed when everything had been judged, and labels of a Namespace
 * which pools its workloads run in.
 */
function metadataOf(metadata: PlainObject, kind: unknown, deferred: Promise<PlainObject>): PlainObject {
  const labels = (): Promise<unknown> => deferred.then((manifest) => objectAt(manifest, 'metadata')?.labels);
  return {
    ...metadata,
    ...(kind === 'Namespace' ? { labels: labels() } : {}),
    annotations: deferred.then((manifest) => objectAt(manifest, 'metadata')?.annotations),
  };
}
