import { isAbsent, listAt, objectAt, type PlainObject } from '../../../manifest/plain';
import { fieldAt } from '../../field';
import { rulesOf } from './ingresses';

/** A backend as the current API and `extensions/v1beta1` write it: service, and port by number or name. */
export interface Backend {
  readonly path: string;
  readonly service: unknown;
  readonly port: unknown;
}

function readBackend(path: string, spec: unknown): Backend | undefined {
  if (isAbsent(spec) || !isAbsent(fieldAt(spec, 'resource'))) return undefined;
  const old = fieldAt(spec, 'serviceName');
  if (!isAbsent(old)) return { path, service: old, port: fieldAt(spec, 'servicePort') };
  const number = fieldAt(spec, 'service', 'port', 'number');
  return {
    path,
    service: fieldAt(spec, 'service', 'name'),
    port: isAbsent(number) ? fieldAt(spec, 'service', 'port', 'name') : number,
  };
}

/** The backends of an Ingress that are Services. */
export function backendsOf(manifest: PlainObject): Backend[] {
  const spec = objectAt(manifest, 'spec');
  const found = [
    readBackend('spec.defaultBackend', spec?.defaultBackend),
    readBackend('spec.backend', spec?.backend),
    ...rulesOf(manifest).flatMap(({ path, spec: rule }) =>
      listAt(objectAt(rule, 'http'), 'paths').map((item, index) =>
        readBackend(`${path}.http.paths[${index}].backend`, fieldAt(item, 'backend')),
      ),
    ),
  ];
  return found.filter((backend) => backend !== undefined);
}
