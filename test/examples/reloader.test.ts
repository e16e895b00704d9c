import { at, one } from '../cdk8s/support';
import { runExample } from './run';

const { objects, report } = runExample('reloader');
const pod = at(one(objects, 'Deployment', 'reloader'), 'spec.template.spec');

describe('the reloader', () => {
  test('its role: one ConfigMap by name, and the pods of its namespace', () => {
    expect(at(one(objects, 'Role', 'reloader'), 'rules')).toEqual([
      { apiGroups: [''], resourceNames: ['settings'], resources: ['configmaps'], verbs: ['get'] },
      { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] },
    ]);
    expect(at(one(objects, 'RoleBinding', 'reloader'), 'roleRef.name')).toBe('reloader');
    expect(objects.some((object) => String(object.kind).startsWith('ClusterRole'))).toBe(false);
  });

  test('its token: projected, short-lived, with the certificate and the namespace, read-only', () => {
    expect(at(pod, 'automountServiceAccountToken')).toBe(false);
    expect(at(pod, 'volumes.1.projected.sources')).toEqual([
      { serviceAccountToken: { expirationSeconds: 3600, path: 'token' } },
      { configMap: { items: [{ key: 'ca.crt', path: 'ca.crt' }], name: 'kube-root-ca.crt' } },
      {
        downwardAPI: {
          items: [{ fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' }, path: 'namespace' }],
        },
      },
    ]);
    expect(at(pod, 'containers.0.volumeMounts.1')).toEqual({
      mountPath: '/var/run/secrets/kubernetes.io/serviceaccount',
      name: 'api-token',
      readOnly: true,
    });
  });

  test('its route: DNS, and the API server on both sides of translation', () => {
    const egress = at(one(objects, 'NetworkPolicy', 'reloader'), 'spec.egress');
    expect(at(egress, '1')).toEqual({
      ports: [{ port: 443, protocol: 'TCP' }],
      to: [{ ipBlock: { cidr: '10.96.0.1/32' } }],
    });
    expect(at(egress, '2')).toEqual({
      ports: [{ port: 6443, protocol: 'TCP' }],
      to: [{ ipBlock: { cidr: '192.0.2.10/32' } }],
    });
    expect(egress).toHaveLength(3);
  });

  test('nothing is found, and nothing is suppressed', () => {
    expect([report.findings, report.suppressed]).toEqual([[], []]);
  });
});
