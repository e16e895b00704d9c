import type { PlainObject } from '../../../lib/core/manifest/plain';
import { warn } from '../../../lib/core/warnings';

/** The fields of an object that a server of a minor version warns about. */
export function paths(manifest: PlainObject, minor = 37): string[] {
  const found: string[] = [];
  warn(manifest, { minor }, ({ path }) => found.push(path));
  return found;
}

/** An object in `shop`. */
export const object = (apiVersion: string, kind: string, fields: PlainObject, name = 'web'): PlainObject => ({
  apiVersion,
  kind,
  metadata: { name, namespace: 'shop' },
  ...fields,
});
/** A container that nothing is warned about. */
export const container = { name: 'app', image: 'registry.example.com/app:1' };

/** A Pod with a spec. */
export function pod(spec: PlainObject, annotations: PlainObject = {}): PlainObject {
  const metadata = { name: 'web', namespace: 'shop', annotations };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [container], ...spec } };
}

/** A Pod whose container has ports. */
export const ports = (...list: PlainObject[]): PlainObject =>
  pod({ containers: [{ ...container, ports: list }] });
/** A Pod with one volume. */
export const volume = (fields: PlainObject): PlainObject => pod({ volumes: [{ name: 'a', ...fields }] });
/** Items of a volume. */
export const items = (...names: string[]): PlainObject => ({
  items: names.map((path) => ({ key: 'k', path })),
});
/** The path of an annotation. */
export const annotated = (name: string): string => `metadata.annotations["${name}"]`;
