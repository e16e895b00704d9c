import type { ComponentResourceOptions, Resource, ResourceTransformation } from '@pulumi/pulumi';
import { isPlain } from '../core/manifest/plain';
import { appAbove } from './app-context';
import type { GivenByApp } from './join-pod';
import { machinery } from './lazy';
import { isOurs } from './ours';
import { noteRaw } from './raw-objects';
import { namespaceAbove } from './tree';
import { typesAbove, urnOf } from './urn';

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
 * the root file system is read-only. What they say themselves stays.
 */
const join: ResourceTransformation = ({ resource, type, name, props, opts }) => {
  if (!type.startsWith('kubernetes:') || !isPlain(props)) return undefined;
  if (Reflect.get(opts, 'id') !== undefined || opts.urn !== undefined) return undefined;
  if (isOurs(urnOf(typesAbove(opts.parent), type, name))) return undefined;
  noteRaw(resource, { type, name, props });
  const given = givenAbove(opts.parent);
  if (given === undefined) return undefined;
  const joined = machinery().joinProps(type, name, props, given);
  return joined === undefined ? undefined : { props: joined, opts };
};
