import { clusters } from '../../lib/core/cluster/presets';
import { restricted } from '../../lib/core/policy/policy';
import { ModelDraft } from '../../lib/model/cluster-model';
import type { Exposed } from '../../lib/model/exposed';
import { gatewayApi } from '../../lib/renderers/gateway-api';
import { placed } from './graph';

const ROUTE: Exposed = {
  name: 'web',
  hosts: ['shop.example.com', 'www.example.com'],
  protocol: 'http',
  port: 8080,
  paths: [{ type: 'PathPrefix', value: '/' }],
  certificate: { secret: 'web-tls', issuer: { kind: 'Issuer', name: 'own' } },
  redirect: true,
  annotations: {},
};

/** What is made of workloads by their names: `kind name`, with the object. */
function rendered(workloads: Readonly<Record<string, readonly Partial<Exposed>[] | undefined>>) {
  const model = new ModelDraft(clusters.kubeadm({ gatewayApi: { class: 'envoy' } }), restricted());
  for (const [name, routes] of Object.entries(workloads)) {
    const { workload, ...rest } = placed('shop', name, 8080);
    const exposed = routes?.map((route): Exposed => ({ ...ROUTE, name, ...route }));
    model.workloads.push({ ...rest, workload: { ...workload, ...(exposed && { exposed }) } });
  }
  const artifacts = gatewayApi.render(model).flatMap((one) => (one.form === 'object' ? [one] : []));
  // Who an object is, is told before it is made.
  for (const { identity, object } of artifacts) {
    const { metadata, ...made } = object();
    expect({ apiVersion: made.apiVersion, kind: made.kind, ...Object(metadata) }).toMatchObject(identity);
    expect(identity.namespace).toBe('shop');
  }
  return new Map(
    artifacts.map(({ identity: { kind, name }, object }) => [`${kind} ${name}`, object()] as const),
  );
}

// What the definitions of the Gateway API fill in, which is written out.
const GATEWAY = { group: 'gateway.networking.k8s.io', kind: 'Gateway' };
const SECRET = { group: '', kind: 'Secret' };
const SERVICE = { group: '', kind: 'Service', weight: 1 };

test('the routes of one workload, whole', () => {
  const objects = rendered({ web: [{}] });
  expect([...objects.keys()]).toEqual([
    'Gateway gateway',
    'Certificate web',
    'HTTPRoute web-redirect',
    'HTTPRoute web',
  ]);
  const allowedRoutes = { namespaces: { from: 'Same' } };
  const listener = (host: string) => ({
    allowedRoutes,
    hostname: host,
    name: host,
    port: 443,
    protocol: 'HTTPS',
    tls: { certificateRefs: [{ ...SECRET, name: 'web-tls' }], mode: 'Terminate' },
  });
  expect(objects.get('Gateway gateway')?.spec).toEqual({
    gatewayClassName: 'envoy',
    listeners: [
      { allowedRoutes, name: 'http', port: 80, protocol: 'HTTP' },
      listener('shop.example.com'),
      listener('www.example.com'),
    ],
  });
  expect(objects.get('Certificate web')?.spec).toEqual({
    dnsNames: ['shop.example.com', 'www.example.com'],
    issuerRef: { group: 'cert-manager.io', kind: 'Issuer', name: 'own' },
    privateKey: { algorithm: 'ECDSA', rotationPolicy: 'Always', size: 256 },
    secretName: 'web-tls',
  });
  expect(objects.get('HTTPRoute web-redirect')?.spec).toEqual({
    hostnames: ['shop.example.com', 'www.example.com'],
    parentRefs: [{ ...GATEWAY, name: 'gateway', sectionName: 'http' }],
    rules: [
      {
        filters: [{ requestRedirect: { scheme: 'https', statusCode: 301 }, type: 'RequestRedirect' }],
        matches: [{ path: { type: 'PathPrefix', value: '/' } }],
      },
    ],
  });
  expect(objects.get('HTTPRoute web')?.spec).toEqual({
    hostnames: ['shop.example.com', 'www.example.com'],
    parentRefs: [
      { ...GATEWAY, name: 'gateway', sectionName: 'shop.example.com' },
      { ...GATEWAY, name: 'gateway', sectionName: 'www.example.com' },
    ],
    rules: [
      {
        backendRefs: [{ ...SERVICE, name: 'web', port: 8080 }],
        matches: [{ path: { type: 'PathPrefix', value: '/' } }],
      },
    ],
  });
  expect(Object.keys(Object(objects.get('HTTPRoute web')?.metadata))).not.toContain('annotations');
});

test('annotations, a time-out, and a route of gRPC, which has neither paths nor time-outs', () => {
  const further = { timeout: '30s', annotations: { 'example.com/a': 'b' } };
  const http = rendered({ web: [further] }).get('HTTPRoute web');
  expect(http?.metadata).toMatchObject({ annotations: { 'example.com/a': 'b' } });
  expect(http?.spec).toMatchObject({ rules: [{ timeouts: { request: '30s' } }] });
  const grpc = rendered({ web: [{ protocol: 'grpc', paths: [], timeout: '30s' }] }).get('GRPCRoute web');
  expect(Object(grpc?.spec).rules).toEqual([{ backendRefs: [{ ...SERVICE, name: 'web', port: 8080 }] }]);
});

test('a shared Gateway has listeners and certificates of its own', () => {
  const shared = { name: 'public', namespace: 'gateways' };
  const route = { certificate: undefined, redirect: false };
  const whole = rendered({ web: [{ ...route, shared }] });
  expect([...whole.keys()]).toEqual(['HTTPRoute web']);
  expect(whole.get('HTTPRoute web')?.spec).toMatchObject({ parentRefs: [shared] });
  const part = rendered({ web: [{ ...route, shared: { ...shared, listener: 'https' } }] });
  expect(Object(part.get('HTTPRoute web')?.spec).parentRefs).toEqual([
    { ...GATEWAY, ...shared, sectionName: 'https' },
  ]);
});

test('one Gateway for a namespace: brought by the first workload that needs it, with a listener for each host', () => {
  const shared = {
    shared: { name: 'public', namespace: 'gateways' },
    certificate: undefined,
    redirect: false,
  };
  const objects = rendered({
    plain: undefined,
    none: [],
    guest: [shared],
    web: [{ hosts: ['a.example.com'], certificate: { secret: 'a' }, redirect: false }],
    api: [
      { hosts: ['a.example.com', 'b.example.com'], certificate: { secret: 'b' } },
      { name: 'api-2', ...shared, hosts: ['c.example.com'] },
    ],
  });
  expect([...objects.keys()]).toEqual([
    'HTTPRoute guest',
    'Gateway gateway',
    'HTTPRoute web',
    'HTTPRoute api-redirect',
    'HTTPRoute api',
    'HTTPRoute api-2',
  ]);
  const listeners: { name: string; tls?: { certificateRefs: unknown } }[] = Object(
    objects.get('Gateway gateway')?.spec,
  ).listeners;
  expect(listeners.map(({ name, tls }) => [name, tls?.certificateRefs])).toEqual([
    ['http', undefined],
    ['a.example.com', [{ ...SECRET, name: 'a' }]],
    ['b.example.com', [{ ...SECRET, name: 'b' }]],
  ]);
});

test('nothing is sent to HTTPS where nobody asks for it', () => {
  const objects = rendered({ web: [{ redirect: false }] });
  expect(Object(objects.get('Gateway gateway')?.spec).listeners).toHaveLength(2);
  expect([...objects.keys()]).not.toContain('HTTPRoute web-redirect');
});
