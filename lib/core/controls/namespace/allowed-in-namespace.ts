import { homeOf } from '../../manifest/identity';
import type { PlainObject } from '../../manifest/plain';
import { type Allowed, allowedAnnotations, allowedBy } from '../../tenancy/allowed';
import { setControl } from '../control';
import { namespacesOf } from '../entries';
import { deployment } from '../workload/shared/samples';
import { checkClaims, checkDoor, checkPod, checkService } from './shared/allowances';
import { claimOf, setOf } from './shared/claim-samples';

/**
 * What a Namespace allows stands in its annotations, so that the manifests of a tenant can be judged without the program that made
 * the Namespace. Only a Namespace in the set is asked: of another one nobody knows.
 */
export const allowedInNamespace = setControl({
  id: 'allowed-in-namespace',
  title: 'A namespace holds nothing but what it allows',
  category: 'namespace',
  severity: 'medium',
  why: 'A namespace limits which registries, classes and Services a tenant may use. The API server refuses the rest when it is applied; pods that a controller makes then never start.',
  fix: 'use a value that the namespace allows; or let its owner allow more',
  code: "allowed: { registries: ['registry.example.com/shop'], serviceTypes: ['ClusterIP'] }, on the IsolatedNamespace",
  refs: { other: ['Kubernetes documentation: Validating Admission Policy'] },
  check(set, report, { cluster }) {
    const spaces = new Map<string, Allowed>();
    for (const { ref, manifest } of namespacesOf(set)) {
      const allowed = allowedBy(manifest);
      if (Object.keys(allowed).length > 0) spaces.set(ref.name, allowed);
    }
    if (spaces.size === 0) return;
    for (const entry of set.entries) {
      const allowed = spaces.get(homeOf(entry.ref));
      if (allowed === undefined) continue;
      const on = (problem: Parameters<typeof report>[1]): void => report(entry, problem);
      for (const pod of entry.pods) checkPod(pod, allowed, on);
      checkClaims(entry, allowed, cluster, on);
      checkService(entry, allowed, on);
      checkDoor(entry, allowed, on);
    }
  },
  examples: {
    good: [
      { note: 'a namespace that limits nothing', objects: [namespace({}), service('NodePort')] },
      { objects: [namespace({ serviceTypes: ['ClusterIP'] }), service(undefined)] },
      {
        note: 'another namespace limits only what is in it',
        objects: [namespace({ serviceTypes: ['ClusterIP'] }, 'other'), service('NodePort')],
      },
      { objects: [namespace({ registries: ['registry.example.com/shop'] }), web({})] },
      {
        note: 'an empty list of RuntimeClasses: pods name none',
        objects: [namespace({ runtimeClasses: [] }), web({})],
      },
      { objects: [namespace({ storageClasses: ['fast'] }), claimOf('media', '1Gi'), setOf(1, '1Gi')] },
    ],
    bad: [
      { objects: [namespace({ serviceTypes: ['ClusterIP'] }), service('NodePort')] },
      {
        note: 'segments are compared, not characters',
        objects: [namespace({ registries: ['registry.example.com/sh'] }), web({})],
      },
      {
        note: 'a pod that names no RuntimeClass',
        objects: [namespace({ runtimeClasses: ['gvisor'] }), web({})],
      },
      {
        objects: [namespace({ priorityClasses: ['standard'] }), web({ priorityClassName: 'high' })],
      },
      {
        note: 'a claim by itself',
        objects: [namespace({ storageClasses: ['slow'] }), claimOf('media', '1Gi')],
      },
      {
        note: 'the claims of a StatefulSet',
        objects: [namespace({ storageClasses: ['slow'] }), setOf(1, '1Gi')],
      },
      {
        objects: [
          namespace({ externalIps: ['192.0.2.0/28'] }),
          service('ClusterIP', { externalIPs: ['192.0.2.77'] }),
        ],
      },
      {
        objects: [
          namespace({ gatewayClasses: ['envoy'] }),
          {
            apiVersion: 'gateway.networking.k8s.io/v1',
            kind: 'Gateway',
            metadata: { name: 'public', namespace: 'shop' },
            spec: { gatewayClassName: 'other', listeners: [] },
          },
        ],
      },
      {
        note: 'the annotation that came before the field',
        objects: [
          namespace({ ingressClasses: ['traefik'] }),
          {
            apiVersion: 'networking.k8s.io/v1',
            kind: 'Ingress',
            metadata: {
              name: 'web',
              namespace: 'shop',
              annotations: { 'kubernetes.io/ingress.class': 'other' },
            },
            spec: { ingressClassName: 'traefik' },
          },
        ],
      },
    ],
  },
});

function namespace(allowed: Allowed, name = 'shop'): PlainObject {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, annotations: allowedAnnotations(allowed) },
  };
}

function service(type: unknown, spec: PlainObject = {}): PlainObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { type, selector: { app: 'web' }, ports: [{ port: 80 }], ...spec },
  };
}

function web(spec: PlainObject): PlainObject {
  const containers = [{ name: 'app', image: 'registry.example.com/shop/web:v1.4.2' }];
  return deployment('web', { template: { spec: { containers, ...spec } } });
}
