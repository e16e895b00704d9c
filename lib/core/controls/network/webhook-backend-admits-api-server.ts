import { formatRef } from '../../manifest/identity';
import type { Entry, ManifestSet } from '../../manifest/manifest-set';
import { objectAt, objectsAt, type PlainObject, stringAt } from '../../manifest/plain';
import { type Problem, setControl } from '../control';
import { exampleNamespace, examplePod, examplePolicy, exampleService } from './shared/examples';
import { formatPorts } from './shared/port-ranges';
import { ServiceAdmission } from './shared/service-admission';

/** A Service that the API server calls. */
interface Called {
  readonly path: string;
  readonly service: PlainObject;
}

const WEBHOOKS = ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'];

function calledBy({ manifest, ref }: Entry): Called[] {
  const spec = objectAt(manifest, 'spec');
  if (ref.kind === 'APIService') return called(spec, 'spec');
  if (ref.kind === 'CustomResourceDefinition') {
    const webhook = objectAt(objectAt(spec, 'conversion'), 'webhook');
    return called(objectAt(webhook, 'clientConfig'), 'spec.conversion.webhook.clientConfig');
  }
  return objectsAt(manifest, 'webhooks').flatMap((webhook, index) =>
    called(objectAt(webhook, 'clientConfig'), `webhooks[${index}].clientConfig`),
  );
}

function called(owner: PlainObject | undefined, path: string): Called[] {
  const service = objectAt(owner, 'service');
  return service === undefined ? [] : [{ path: `${path}.service`, service }];
}

function callers(set: ManifestSet): Entry[] {
  return [...WEBHOOKS, 'CustomResourceDefinition', 'APIService'].flatMap((kind) => set.ofKind(kind));
}

function problemsOf({ path, service }: Called, admission: ServiceAdmission): Problem[] {
  const name = stringAt(service, 'name');
  const namespace = stringAt(service, 'namespace');
  if (name === undefined || namespace === undefined) return [];
  const entry = admission.find(namespace, name);
  if (entry === undefined) {
    if (!admission.owns(namespace)) return [];
    return [
      { path: `${path}.name`, found: name, needs: `a Service of namespace ${namespace}`, finding: name },
    ];
  }
  return admission.shut(entry, service.port ?? 443, 'api-server').map(({ entry: pods, ports }) => {
    const finding = formatRef(pods.ref);
    const found = `Service ${name}, whose pods of ${finding} do not admit the API server on ${formatPorts(ports)}`;
    const needs = 'a NetworkPolicy at these pods that admits the addresses of the API server';
    return { path, found, needs, finding, unknown: admission.unknown };
  });
}

/** The API server has an address and is no pod that a selector could name. Source: Kubernetes documentation, Dynamic Admission Control, Service reference. */
export const webhookBackendAdmitsApiServer = setControl({
  id: 'webhook-backend-admits-api-server',
  title: 'Backends of webhooks and API extensions admit the API server',
  category: 'network',
  severity: 'high',
  why: 'The API server calls webhooks and API extensions itself: if the policies of the backend do not admit it, every request that they guard fails, or passes unchecked.',
  fix: 'select the pods by a NetworkPolicy with ingress: [{ from: [{ ipBlock: { cidr: 192.0.2.10/32 } }], ports: [{ port: 8443, protocol: TCP }] }], with the addresses of your control plane',
  refs: { other: ['Kubernetes documentation: Dynamic Admission Control, service reference'] },
  check(set, report, context) {
    const admission = new ServiceAdmission(set, context.cluster);
    for (const entry of callers(set)) {
      for (const one of calledBy(entry)) {
        for (const problem of problemsOf(one, admission)) report(entry, problem);
      }
    }
  },
  examples: {
    good: [
      { note: 'no policy', objects: [examplePod('hook'), exampleService('hook'), webhook()] },
      {
        objects: [
          examplePod('hook'),
          exampleService('hook'),
          webhook(),
          admit({ ipBlock: { cidr: '192.0.2.10/32' } }),
        ],
      },
      { note: 'in another output', objects: [webhook()] },
    ],
    bad: [
      {
        note: 'nobody',
        objects: [examplePod('hook'), exampleService('hook'), webhook(), examplePolicy({})],
      },
      {
        note: 'pods, which the API server is not',
        objects: [examplePod('hook'), exampleService('hook'), webhook(), admit({ namespaceSelector: {} })],
      },
      { note: 'no such Service', objects: [exampleNamespace(), webhook()] },
      {
        note: 'an API extension',
        objects: [examplePod('hook'), exampleService('hook'), apiService(), examplePolicy({})],
      },
    ],
  },
});

function webhook(): PlainObject {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: 'hook' },
    webhooks: [{ name: 'hook.example.com', clientConfig: { service: { name: 'hook', namespace: 'shop' } } }],
  };
}

function apiService(): PlainObject {
  return {
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    metadata: { name: 'v1.example.com' },
    spec: { group: 'example.com', version: 'v1', service: { name: 'hook', namespace: 'shop' } },
  };
}

function admit(peer: PlainObject): PlainObject {
  return examplePolicy({ ingress: [{ from: [peer], ports: [{ port: 8080 }] }] });
}
