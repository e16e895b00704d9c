import type { Entry, ManifestSet } from '../../manifest/manifest-set';
import { isAbsent, objectAt, objectsAt, type PlainObject, textOf } from '../../manifest/plain';
import { type Problem, setControl } from '../control';
import { type Backend, backendsOf } from './shared/backends';
import { exampleIngress, exampleRule, isIngress } from './shared/ingresses';

/** Whether a Service has a port of this number or name. One of type ExternalName without ports is not asked. */
function hasPort(service: PlainObject, port: unknown): boolean {
  const spec = objectAt(service, 'spec');
  const ports = objectsAt(spec, 'ports');
  if (ports.length === 0 && spec?.type === 'ExternalName') return true;
  return !isAbsent(port) && ports.some((item) => item.port === port || item.name === port);
}

function problemOf(set: ManifestSet, ingress: Entry, backend: Backend): Problem | undefined {
  const { path, service, port } = backend;
  const name = typeof service === 'string' ? service : undefined;
  const target = name === undefined ? undefined : set.find('Service', ingress.ref.namespace, name);
  const finding = textOf(service);
  if (target === undefined) return { path, found: service, needs: 'a Service of the namespace', finding };
  if (hasPort(target.manifest, port)) return undefined;
  return { path, found: port, needs: `a port of Service ${finding}`, finding: `${finding}:${textOf(port)}` };
}

/** Backends that are resources of other kinds are not judged. Source: Kubernetes documentation, Ingress backends. */
export const ingressBackendExists = setControl({
  id: 'ingress-backend-exists',
  title: 'The backends of an Ingress exist',
  category: 'ingress',
  severity: 'medium',
  why: 'Requests to a missing backend fail, and anyone who can create a Service with that name receives its traffic.',
  fix: 'backend: { service: { name: web, port: { number: 80 } } }, the name and a port of a Service of the namespace',
  refs: {
    kubescape: ['C-0298'],
    kubeLinter: ['dangling-ingress'],
    kubeScore: ['ingress-targets-service'],
  },
  check(set, report) {
    for (const entry of set.ofKind('Ingress')) {
      if (!isIngress(entry.manifest)) continue;
      for (const backend of backendsOf(entry.manifest)) {
        const problem = problemOf(set, entry, backend);
        if (problem !== undefined) report(entry, problem);
      }
    }
  },
  examples: {
    good: [
      { objects: [service(), exampleIngress()] },
      {
        note: 'a port by number',
        objects: [
          service(),
          exampleIngress({ defaultBackend: { service: { name: 'web', port: { number: 80 } } } }),
        ],
      },
      {
        note: 'a backend of another kind',
        objects: [
          exampleIngress({ rules: null, defaultBackend: { resource: { kind: 'Bucket', name: 'files' } } }),
        ],
      },
    ],
    bad: [
      { note: 'no Service', objects: [exampleIngress()] },
      { note: 'another namespace', objects: [service({}, 'other'), exampleIngress()] },
      {
        note: 'no such port',
        objects: [service({ ports: [{ name: 'grpc', port: 9000 }] }), exampleIngress()],
      },
      {
        note: 'the default backend',
        objects: [
          exampleIngress({ rules: null, defaultBackend: { service: { name: 'web', port: { number: 80 } } } }),
        ],
      },
      { note: 'as it was written before v1', objects: [service(), oldIngress()] },
    ],
  },
});

function service(spec: PlainObject = {}, namespace = 'shop') {
  const metadata = { name: 'web', namespace };
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: { ports: [{ name: 'http', port: 80 }], ...spec },
  };
}

function oldIngress() {
  const backend = { serviceName: 'cart', servicePort: 80 };
  const rules = [{ ...exampleRule('shop.example.com'), http: { paths: [{ path: '/', backend }] } }];
  return { ...exampleIngress({ rules }), apiVersion: 'extensions/v1beta1' };
}
