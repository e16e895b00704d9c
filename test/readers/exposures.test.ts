import { secretUsesOf, suppressionsOf } from '../../lib/model/overview';
import { marks, reading } from './told';

const WEB = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      imagePullSecrets: [{name: registry}]
      containers:
      - name: web
        image: a/b:v1
        ports: [{containerPort: 8080, name: http}]
        env: [{name: KEY, valueFrom: {secretKeyRef: {name: keys, key: a, optional: true}}}]
        envFrom: [{secretRef: {name: more}}]
        volumeMounts: [{name: files, mountPath: /files, readOnly: true}, {name: all, mountPath: /all}]
      initContainers:
      - {name: init, image: a/b:v1, env: [{name: KEY, valueFrom: {secretKeyRef: {name: first, key: a}}}]}
      volumes:
      - {name: files, secret: {secretName: files}}
      - {name: all, projected: {sources: [{secret: {name: projected}}]}}
      - {name: store, csi: {driver: a.example.com, nodePublishSecretRef: {name: csi}}}
      - {name: share, azureFile: {secretName: azure, shareName: s}}
---
`;

const told = (yaml: string): readonly unknown[] =>
  reading(WEB + yaml).model.exposures.map(({ object, reach, to, ports, hosts, paths }) =>
    [
      `${object.kind} ${object.name}`,
      reach,
      ports.map(({ port, target, protocol }) => `${port ?? ''}>${target}/${protocol}`).join(),
      to.map((party) => ('name' in party ? party.name : party.party)).join(),
      hosts,
      paths,
    ].filter((part) => part !== undefined),
  );

const SERVICE = `
apiVersion: v1
kind: Service
metadata: {name: front, namespace: shop}
spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80, targetPort: http}, {port: 53, protocol: UDP}], loadBalancerClass: x}
---
`;

test('Services, Ingresses and routes of gateways are exposures', () => {
  expect(told(SERVICE)).toEqual([['Service front', 'load-balancer', '80>8080/TCP,53>53/UDP', 'web']]);
  expect(
    told(`
apiVersion: v1
kind: Service
metadata: {name: out, namespace: shop}
spec: {type: ExternalName, externalName: api.example.com, selector: {app: web}}
---
apiVersion: v1
kind: Service
metadata: {name: none, namespace: shop}
spec: {selector: {app: nobody}, ports: [{port: 80, targetPort: http}]}
`),
  ).toEqual([
    ['Service out', 'alias', '', '', ['api.example.com']],
    ['Service none', 'cluster', '80>http/TCP', ''],
  ]);
  const ingress = `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: edge, namespace: shop, annotations: {nginx.ingress.kubernetes.io/rewrite-target: /}}
spec:
  tls: [{hosts: [shop.example.com], secretName: certificate}]
  defaultBackend: {resource: {kind: Bucket, name: b, apiGroup: example.com}}
  rules:
  - host: shop.example.com
    http: {paths: [{path: /v1, pathType: Prefix, backend: {service: {name: front, port: {number: 80}}}}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: route, namespace: shop}
spec:
  parentRefs: [{name: gateway}]
  hostnames: [api.example.com]
  rules:
  - matches: [{path: {type: PathPrefix, value: /v2}, headers: [{name: a, value: b}]}]
    backendRefs: [{name: front, port: 80}, {name: lost, port: 1}]
`;
  expect(told(SERVICE + ingress).slice(1)).toEqual([
    ['Ingress edge', 'gateway', '>8080/TCP', 'web', ['shop.example.com'], ['/v1']],
    ['HTTPRoute route', 'gateway', '>8080/TCP', 'web', ['api.example.com'], ['/v2']],
  ]);
  const lines = marks(reading(WEB + SERVICE + ingress)).filter((line) => !line.startsWith('Deployment'));
  expect(lines).toEqual([
    'Service shop/front, spec.loadBalancerClass: the model has no place for it',
    'Ingress shop/edge, spec.defaultBackend.resource: the model has no place for it',
    'HTTPRoute shop/route: the Service lost is not in the set',
    'HTTPRoute shop/route, spec.rules[0].matches[0].headers: the model has no place for it',
    'Ingress shop/edge, metadata.annotations: the model has no place for it',
  ]);
});

test('a port that workloads name alike and number otherwise keeps its name', () => {
  const other = WEB.replaceAll('name: web, namespace', 'name: other, namespace').replace('8080', '9090');
  const [exposure] = reading(WEB + other + SERVICE).model.exposures;
  expect(exposure?.ports.map(({ target }) => target)).toEqual(['http', 53]);
  expect(exposure?.to).toHaveLength(2);
});

test('Secrets are known by who uses them, never by what they hold', () => {
  const read = reading(`${WEB}
apiVersion: v1
kind: Secret
metadata: {name: keys, namespace: shop}
stringData: {a: b}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: robot, namespace: shop}
imagePullSecrets: [{name: pull}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: gateway, namespace: edge}
spec: {listeners: [{name: https, tls: {certificateRefs: [{name: certificate}, {name: other, namespace: certs}]}}]}
`);
  const uses = secretUsesOf(read.model).map(
    ({ secret, namespace, by, as, container = '', key = '', optional = false }) =>
      `${namespace}/${String(secret)} ${by.kind} ${as} ${container} ${String(key)}${optional ? ' optional' : ''}`,
  );
  expect(uses).toEqual([
    'shop/registry Deployment image  ',
    'shop/keys Deployment env web a optional',
    'shop/more Deployment envFrom web ',
    'shop/files Deployment files web ',
    'shop/projected Deployment files web ',
    'shop/first Deployment env init a',
    'shop/csi Deployment volume  ',
    'shop/azure Deployment volume  ',
    'shop/pull ServiceAccount account  ',
    'edge/certificate Gateway tls  ',
    'certs/other Gateway tls  ',
  ]);
  expect(marks(read)).toContain('Secret shop/keys: the model has Secrets by reference alone');
  expect(JSON.stringify(read.model.secretUses)).not.toContain('stringData');
});

test('what objects say of their waivers is in the model, and is no waiver', () => {
  const { model } = reading(
    WEB.replace(
      'name: web, namespace: shop',
      "name: web, namespace: shop, annotations: {bulwark.dev/waived: 'image-pinned-to-digest until 2027-02-01, liveness-probe'}",
    ),
  );
  const object = { kind: 'Deployment', namespace: 'shop', name: 'web' };
  expect(suppressionsOf(model)).toEqual([
    { object, control: 'image-pinned-to-digest', form: 'waiver', expires: '2027-02-01' },
    { object, control: 'liveness-probe', form: 'opt-out' },
  ]);
  expect(model.workloads[0]?.workload.suppressions).toEqual([]);
});
