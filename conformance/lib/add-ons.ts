import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isPlain, objectAt, type PlainObject, stringAt } from '../../lib/core/manifest/plain';

/** Schemas of the API, of add-ons and samples of both, which lie beside the checkout. */
export const SCHEMAS = resolve(__dirname, '../../../shared/schemas');

/** A kind that an add-on brings. */
export interface AddOnKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly namespaced: boolean;
  /** The schema of its CRD. */
  readonly schema: PlainObject;
}

/** Every kind of the add-ons, by the names of their files. @throws Error where the schemas are absent */
export function addOnKinds(): AddOnKind[] {
  const folder = join(SCHEMAS, 'crds');
  return readdirSync(folder)
    .sort()
    .map((file) => {
      const [, group = '', version = '', kind = ''] = /^(.+)_(v\d\w*)_(\w+)\.json$/.exec(file) ?? [];
      const value: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
      const whole = isPlain(value) ? value : {};
      const namespaced = stringAt(whole, 'scope') !== 'Cluster';
      const schema = objectAt(whole, 'schema') ?? whole; // one of the files is the schema itself
      return { group: group.replaceAll('_', '-'), version, kind, namespaced, schema };
    });
}
