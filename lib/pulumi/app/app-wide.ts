import {
  type ComponentResourceOptions,
  type CustomResourceOptions,
  output,
  type Resource,
  type ResourceTransformation,
  runtime,
} from '@pulumi/pulumi';
import { isPlain } from '../../core/manifest/plain';
import type { GivenByApp } from '../raw/join-pod';
import { isOurs } from '../raw/ours';
import { noteRaw } from '../raw/raw-objects';
import { hostOf } from '../render/host';
import { namespaceAbove } from '../tree';
import { typesAbove, urnOf } from '../urn';
import { appAbove } from './app-context';
import { machinery } from './lazy';

/** What the app and the namespace above a resource give to every pod below; undefined where there is no app. */
export function givenAbove(resource: Resource | undefined): GivenByApp | undefined {
  const app = appAbove(resource);
  if (app === undefined) return undefined;
  const ofNamespace = namespaceAbove(resource)?.model.imagePullSecrets ?? [];
  const imagePullSecrets = [...new Set([...app.imagePullSecrets, ...ofNamespace])];
  return { images: app.images, imagePullSecrets, registry: app.rendering.registry };
}

/** Options of an app, with what makes every raw resource below it join the app. */
export function joining(opts: ComponentResourceOptions | undefined): ComponentResourceOptions {
  return { ...opts, transformations: [...(opts?.transformations ?? []), join] };
}

/**
 * Gives raw resources what their app gives to every pod: digests, pull secrets, and a folder `/tmp` where they say that
 * the root file system is read-only. What they say themselves stays. They are made when their namespace is there.
 */
const join: ResourceTransformation = ({ resource, type, name, props, opts }) => {
  if (!type.startsWith('kubernetes:') || !isPlain(props)) return undefined;
  if (Reflect.get(opts, 'id') !== undefined || opts.urn !== undefined) return undefined;
  const urn = urnOf(typesAbove(opts.parent), type, name);
  if (isOurs(urn)) return undefined;
  noteRaw(resource, { type, name, props });
  const given = givenAbove(opts.parent);
  if (given === undefined) return undefined;
  const host = hostOf(runtime.getMonitor());
  const joined = machinery().joinProps(type, name, props, given, (changes) => host?.wrote(urn, changes));
  const before = [...(appAbove(opts.parent)?.before ?? []), ...(namespaceAbove(opts.parent)?.before ?? [])];
  if (before.length === 0) return joined === undefined ? undefined : { props: joined, opts };
  return { props: joined ?? props, opts: { ...opts, dependsOn: after(before, opts) } };
};

/** What a resource waits for, with what has to be there before it. */
function after(
  before: readonly Resource[],
  { dependsOn }: CustomResourceOptions,
): CustomResourceOptions['dependsOn'] {
  if (dependsOn === undefined) return [...before];
  return output(dependsOn).apply((own) => [...before, own].flat());
}
