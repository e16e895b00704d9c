import { marks, reading } from './told';

const WEB = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: a/b:v1, ports: [{containerPort: 9102, name: metrics}]}]}
---
`;

const HEAD = '{name: web, namespace: shop, labels: {release: kps}}';

const monitor = (spec: string, head: string): string => `
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: ${head}
spec: ${spec}
`;

function read(spec: string, head = HEAD) {
  const result = reading(WEB + monitor(spec, head));
  const said = marks(result).filter((mark) => mark.startsWith('PodMonitor'));
  return { monitors: result.model.workloads[0]?.workload.monitors, said };
}

test('a monitor of others with the name and the labels of a workload is read, and what is more in it is marked', () => {
  const spec =
    '{selector: {matchLabels: {app: web}}, podMetricsEndpoints: [{port: metrics, interval: 30s, honorLabels: true}]}';
  expect(read(spec)).toEqual({
    monitors: [
      {
        kind: 'PodMonitor',
        labels: { release: 'kps' },
        endpoints: [{ port: 'metrics', path: '/metrics', interval: '30s' }],
      },
    ],
    said: ['PodMonitor shop/web, spec.podMetricsEndpoints[0].honorLabels: the model has no place for it'],
  });
});

test.each([
  [
    'another name',
    '{selector: {matchLabels: {app: web}}, podMetricsEndpoints: [{port: metrics}]}',
    '{name: all, namespace: shop}',
  ],
  ['other labels', '{selector: {matchLabels: {app: api}}, podMetricsEndpoints: [{port: metrics}]}', HEAD],
  [
    'a port by number',
    '{selector: {matchLabels: {app: web}}, podMetricsEndpoints: [{portNumber: 9102}]}',
    HEAD,
  ],
  ['nothing asked', '{selector: {matchLabels: {app: web}}}', HEAD],
  ['no form at all', '[]', HEAD],
])('with %s it is marked as a whole', (_, spec, head) => {
  const { monitors, said } = read(spec, head);
  expect(monitors).toBeUndefined();
  expect(said).toEqual([expect.stringMatching(/^PodMonitor shop\/\w+: the model has no place for it$/)]);
});
