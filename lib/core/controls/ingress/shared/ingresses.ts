import { isPlain, listAt, objectAt, type PlainObject, stringAt } from '../../../manifest/plain';
import { fieldAt } from '../../field';

/** Whether an object is an Ingress of Kubernetes; other projects have kinds of the same name. */
export function isIngress(manifest: PlainObject): boolean {
  const version = stringAt(manifest, 'apiVersion') ?? '';
  return version.startsWith('networking.k8s.io/') || version.startsWith('extensions/');
}

/** A rule of an Ingress: where it is, and its host whatever its type. */
export interface HostRule {
  readonly path: string;
  readonly host: unknown;
  readonly spec: PlainObject;
}

/** The rules of an Ingress. */
export function rulesOf(manifest: PlainObject): HostRule[] {
  return listAt(objectAt(manifest, 'spec'), 'rules').map((rule, index) => ({
    path: `spec.rules[${index}]`,
    host: fieldAt(rule, 'host'),
    spec: isPlain(rule) ? rule : {},
  }));
}

/** A minimal Ingress for an example: one host, one backend. */
export function exampleIngress(spec: PlainObject = {}, annotations: PlainObject = {}): PlainObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'web', namespace: 'shop', annotations },
    spec: {
      ingressClassName: 'public',
      tls: [{ hosts: ['shop.example.com'], secretName: 'shop-tls' }],
      rules: [exampleRule('shop.example.com')],
      ...spec,
    },
  };
}

/** A rule that sends a host to the Service web. */
export function exampleRule(host: unknown): PlainObject {
  const backend = { service: { name: 'web', port: { name: 'http' } } };
  return { host, http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } };
}
