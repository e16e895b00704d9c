import { isAbsent, isPlain, type PlainObject } from '../../../manifest/plain';
import type { Report } from '../../control';
import { fieldAt } from '../../field';

/** The prefix of annotations that ingress-nginx reads. */
export const NGINX_PREFIX = 'nginx.ingress.kubernetes.io/';

/** An annotation, and where it is. */
export interface Annotation {
  readonly name: string;
  readonly value: unknown;
  readonly path: string;
}

/** The annotations of an object; where nobody can read them, that is reported. */
export function readAnnotations(manifest: PlainObject, report: Report, needs: string): Annotation[] {
  const found = fieldAt(manifest, 'metadata', 'annotations');
  if (isAbsent(found)) return [];
  if (!isPlain(found)) {
    report({ path: 'metadata.annotations', found, needs });
    return [];
  }
  return Object.entries(found).map(([name, value]) => ({
    name,
    value,
    path: `metadata.annotations['${name}']`,
  }));
}
