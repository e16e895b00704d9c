import type { PlainObject } from '../../../../lib/core/manifest/plain';
import { object, pathsOf } from '../refusals';
import { testTables } from '../rows';
import { services } from '../tables/services';

testTables(services);

const service = (spec: PlainObject, annotations?: PlainObject): PlainObject =>
  object(
    'v1',
    'Service',
    { spec: { ports: [{ port: 80 }], ...spec } },
    annotations === undefined ? {} : { annotations },
  );

const ports = (...items: PlainObject[]): PlainObject => ({ ports: items });

describe('a Service is taken', () => {
  test.each<[string, PlainObject]>([
    ['with one port without a name', {}],
    [
      'with two ports of one number and two protocols',
      ports({ name: 'a', port: 53, protocol: 'TCP' }, { name: 'b', port: 53, protocol: 'UDP' }),
    ],
    ['without a port where it has no address', { ports: [], clusterIP: 'None' }],
    [
      'without a port where it is a name',
      { ports: [], type: 'ExternalName', externalName: 'db.example.com.' },
    ],
    ['with a target that is zero, which is the port', ports({ port: 80, targetPort: 0 })],
    ['with spaces around a range', { type: 'LoadBalancer', loadBalancerSourceRanges: [' 10.0.0.0/8 '] }],
    ['with an address in both fields', { clusterIP: '10.96.0.9', clusterIPs: ['10.96.0.9'] }],
    [
      'with a configuration that its affinity does not use',
      { sessionAffinityConfig: { clientIP: { timeoutSeconds: 0 } } },
    ],
    [
      'with two families, without an address and a selector',
      { clusterIP: 'None', ipFamilies: ['IPv4', 'IPv6'] },
    ],
    [
      'with a health check of a local balancer',
      { type: 'LoadBalancer', externalTrafficPolicy: 'Local', healthCheckNodePort: 30_100 },
    ],
  ])('%s', (_name, spec) => {
    expect(pathsOf(service(spec))).toEqual([]);
  });
});

describe('a Service is refused', () => {
  test.each<[string, PlainObject, string[]]>([
    ['without a port', { ports: [] }, ['spec.ports']],
    [
      'with two ports of which one has no name',
      ports({ name: 'a', port: 80 }, { port: 81 }),
      ['spec.ports[1].name'],
    ],
    ['with a name twice', ports({ name: 'a', port: 80 }, { name: 'a', port: 81 }), ['spec.ports[1].name']],
    ['with a port twice', ports({ name: 'a', port: 80 }, { name: 'b', port: 80 }), ['spec.ports[1]']],
    [
      'with a node port twice',
      {
        type: 'NodePort',
        ...ports({ name: 'a', port: 80, nodePort: 30_001 }, { name: 'b', port: 81, nodePort: 30_001 }),
      },
      ['spec.ports[1].nodePort'],
    ],
    ['with a port that is none', ports({ port: 65_536, targetPort: 80 }), ['spec.ports[0].port']],
    [
      'with a target that is no name of a port',
      ports({ port: 80, targetPort: 'Web' }),
      ['spec.ports[0].targetPort'],
    ],
    ['with a protocol in small letters', ports({ port: 80, protocol: 'tcp' }), ['spec.ports[0].protocol']],
    [
      'with an application protocol that is empty',
      ports({ port: 80, appProtocol: '' }),
      ['spec.ports[0].appProtocol'],
    ],
    [
      'with a node port in the cluster alone',
      ports({ port: 80, nodePort: 30_001 }),
      ['spec.ports[0].nodePort'],
    ],
    ['of an unknown type', { type: 'Balancer' }, ['spec.type']],
    ['with a bad selector', { selector: { a: 'b c' } }, ['spec.selector.a']],
    ['with an unknown affinity', { sessionAffinity: 'Cookie' }, ['spec.sessionAffinity']],
    [
      'with an affinity that is too long',
      { sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 86_401 } } },
      ['spec.sessionAffinityConfig.clientIP.timeoutSeconds'],
    ],
    ['without the name that it stands for', { type: 'ExternalName' }, ['spec.externalName']],
    [
      'with an address beside a name',
      { type: 'ExternalName', externalName: 'db', clusterIP: 'None' },
      ['spec.clusterIP'],
    ],
    ['with an outer address of the link', { externalIPs: ['169.254.1.1'] }, ['spec.externalIPs[0]']],
    ['with an address that is none', { clusterIP: '10.0.0' }, ['spec.clusterIP']],
    [
      'without an address, behind a balancer',
      { type: 'LoadBalancer', clusterIP: 'None' },
      ['spec.clusterIP'],
    ],
    ['with a list of addresses alone', { clusterIPs: ['10.96.0.9'] }, ['spec.clusterIPs']],
    [
      'with two addresses of one family',
      { clusterIP: '10.96.0.9', clusterIPs: ['10.96.0.9', '10.96.0.8'], ipFamilyPolicy: 'PreferDualStack' },
      ['spec.clusterIPs'],
    ],
    ['with an address of another family', { clusterIP: 'fd00::1', ipFamilies: ['IPv4'] }, ['spec.clusterIP']],
    ['with two families and no policy', { ipFamilies: ['IPv4', 'IPv6'] }, ['spec.ipFamilyPolicy']],
    ['with a family twice', { ipFamilies: ['IPv4', 'IPv4'] }, ['spec.ipFamilies[1]']],
    [
      'with source ranges and no balancer',
      { loadBalancerSourceRanges: ['10.0.0.0/8'] },
      ['spec.loadBalancerSourceRanges'],
    ],
    [
      'with a class of a balancer and none',
      { loadBalancerClass: 'example.com/x' },
      ['spec.loadBalancerClass'],
    ],
    [
      'with a policy for the outside that nobody reaches',
      { externalTrafficPolicy: 'Local' },
      ['spec.externalTrafficPolicy'],
    ],
    [
      'with a health check and no local balancer',
      { type: 'NodePort', healthCheckNodePort: 30_100 },
      ['spec.healthCheckNodePort'],
    ],
    ['with an unknown policy inside', { internalTrafficPolicy: '' }, ['spec.internalTrafficPolicy']],
  ])('%s', (_name, spec, paths) => {
    expect(pathsOf(service(spec))).toEqual(paths);
  });
});

test('annotations of old count too', () => {
  const ranges = 'service.beta.kubernetes.io/load-balancer-source-ranges';
  const at = `metadata.annotations["${ranges}"]`;
  expect(pathsOf(service({}, { [ranges]: '10.0.0.0/8' }))).toEqual([at]);
  expect(pathsOf(service({ type: 'LoadBalancer' }, { [ranges]: '10.0.0.0/8, x' }))).toEqual([at]);
  expect(pathsOf(service({ type: 'LoadBalancer' }, { [ranges]: ' ' }))).toEqual([]);
});

test('versions differ in names, in nearness and in addresses', () => {
  const digit = object('v1', 'Service', { spec: ports({ port: 80 }) }, { name: '1web' });
  expect([pathsOf(digit, 35), pathsOf(digit, 36)]).toEqual([['metadata.name'], []]);
  const near = service({ trafficDistribution: 'PreferSameNode' });
  expect([pathsOf(near, 33), pathsOf(near, 34)]).toEqual([['spec.trafficDistribution'], []]);
  const zeros = service({ externalIPs: ['010.0.0.1'] });
  expect([pathsOf(zeros, 35), pathsOf(zeros, 36)]).toEqual([[], ['spec.externalIPs[0]']]);
});

test('what is not known yet is refused nowhere', () => {
  const unknown = new Date(0);
  for (const spec of [
    { ports: unknown },
    { ports: [unknown] },
    { type: unknown },
    { clusterIP: unknown },
    { ipFamilies: [unknown] },
    { externalIPs: unknown, externalTrafficPolicy: unknown },
  ])
    expect(pathsOf(service(spec))).toEqual([]);
  expect(pathsOf(object('v1', 'Service', { spec: unknown }))).toEqual([]);
});
