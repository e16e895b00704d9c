import { clusters } from '../../../lib/core/cluster/presets';
import { read, update, watch } from '../../../lib/core/rbac/grant';

import type { Scenario } from './front-end';
import { API_SERVER, IMAGE, WEB, waiver } from './shared';

const SETTINGS = { apiVersion: 'v1', kind: 'ConfigMap', name: 'settings' } as const;

export const WORKLOADS_SCENARIOS: readonly Scenario[] = [
  {
    name: 'a workload with many fields',
    build(make) {
      make.workload(make.namespace('shop'), 'web', {
        image: IMAGE,
        name: 'web-live',
        selector: { app: 'web' },
        command: ['/bin/server'],
        args: ['--verbose'],
        workingDir: '/srv',
        ports: [
          { service: 80, container: 8080, name: 'http' },
          { container: 9000, name: 'udp', protocol: 'UDP' },
        ],
        probe: {
          http: '/readyz',
          port: 'http',
          headers: { Accept: '*/*' },
          period: 5,
          timeout: 3,
          failures: 4,
          delay: 1,
          successes: 2,
        },
        liveness: { http: '/livez', terminationGracePeriod: 10 },
        startupBudget: 60,
        env: {
          PLAIN: 'value',
          SECRET: { secret: 'credentials', key: 'password', optional: true },
          SETTING: { configMap: 'settings', key: 'mode' },
          NAME: { field: 'metadata.name' },
          LIMIT: { resource: 'limits.memory', divisor: '1Mi' },
        },
        envFrom: [
          { configMap: 'settings', prefix: 'APP_' },
          { secret: 'more', optional: true },
        ],
        resources: {
          cpu: '100m',
          memory: '128Mi',
          cpuLimit: '200m',
          memoryLimit: '256Mi',
          ephemeralStorage: '1Gi',
        },
        scratch: { '/cache': '100Mi' },
        files: {
          '/etc/web': { files: { 'web.conf': 'a=b\n' } },
          '/etc/tls': { secret: 'tls' },
          '/etc/more': { configMap: 'more', optional: true },
        },
        lifecycle: { postStart: { exec: ['/bin/true'] }, preStop: { sleep: 3 }, stopSignal: 'SIGQUIT' },
        fields: { terminationMessagePath: '/dev/termination-log' },
        replicas: 3,
        user: 12345,
        labels: { 'example.com/tier': 'front' },
        annotations: { 'example.com/note': 'a' },
        podAnnotations: { 'example.com/note': 'b' },
        component: 'frontend',
        nodeSelector: { 'topology.kubernetes.io/zone': 'a' },
        architecture: 'arm64',
        terminationGracePeriod: 20,
        minReadySeconds: 7,
        revisionHistoryLimit: 5,
        strategy: { maxSurge: 2, maxUnavailable: 0 },
        paused: true,
        progressDeadlineSeconds: 700,
        pod: { hostname: 'web' },
        podSecurity: { supplementalGroups: [20000] },
      });
    },
  },
  {
    name: 'workloads whose number follows what there is to do',
    app: { cluster: clusters.kind() },
    build(make) {
      const shop = make.namespace('shop');
      make.workload(shop, 'web', {
        image: IMAGE,
        port: 8080,
        probe: 'tcp',
        recommend: true,
        scale: {
          min: 1,
          max: 6,
          cpu: 60,
          memory: { average: '300Mi' },
          metrics: [
            { pods: 'requests', average: '100', labels: { verb: 'GET' } },
            { object: { apiVersion: 'v1', kind: 'Service', name: 'web' }, metric: 'hits', value: '2k' },
            { external: 'messages', average: '30' },
            { container: 'web', cpu: 60, memory: 80 },
          ],
          behavior: {
            scaleUp: { policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }], selectPolicy: 'Min' },
            scaleDown: { stabilizationWindowSeconds: 600 },
          },
        },
      });
      make.kind('StatefulSet', shop, 'worker', {
        image: IMAGE,
        user: 20_004,
        scale: {
          min: 0,
          max: 6,
          keda: {
            triggers: [
              {
                type: 'kafka',
                metadata: { topic: 'orders' },
                authentication: 'kafka',
                metricType: 'AverageValue',
              },
            ],
            pollingInterval: 15,
            cooldownPeriod: 60,
          },
        },
      });
    },
  },
  {
    name: 'a workload that refuses defaults',
    app: { cluster: clusters.kind() },
    build(make) {
      const web = make.workload(make.namespace('shop'), 'web', {
        image: 'registry.example.com/shop/web:v1',
        port: 9000,
        probe: 'grpc',
        autoscaled: true,
        strategy: 'Recreate',
        priorityClass: 'optOut',
        seLinux: 'optOut',
        appArmor: 'optOut',
        userNamespaces: 'optOut',
        ndots: 'optOut',
        spread: 'optOut',
        lifecycle: { preStop: 'optOut' },
        waivers: [waiver('image-pinned-to-digest')],
      });
      make.waive(web, waiver('rolling-update-strategy'));
    },
  },
  {
    name: 'containers beside the main one',
    app: { waivers: [waiver('image-pinned-to-digest')] },
    build(make) {
      const shop = make.namespace('shop');
      const store = make.workload(shop, 'store', { image: IMAGE, port: 6379, probe: 'tcp', replicas: 1 });
      make.workload(shop, 'model', {
        image: 'registry.example.com/shop/model:v1',
        port: 8443,
        probe: { grpc: 'model.Ready' },
        liveness: { http: '/livez', scheme: 'HTTPS' },
        resources: { extended: { 'nvidia.com/gpu': '1' }, claims: ['cache'] },
        pod: { resourceClaims: [{ name: 'cache', resourceClaimTemplateName: 'cache' }] },
      });
      make.workload(shop, 'web', {
        ...WEB,
        initContainers: [
          { name: 'migrate', image: IMAGE, command: ['/bin/migrate'], uses: { STORE: store } },
        ],
        sidecars: [
          {
            name: 'proxy',
            image: IMAGE,
            port: { container: 9901, name: 'admin' },
            probe: { tcp: true, port: 'admin' },
            liveness: { exec: ['/bin/alive'] },
            lifecycle: { preStop: { http: '/drain', port: 'admin' } },
            resources: { cpu: '50m', memory: '32Mi' },
          },
        ],
      });
    },
  },
  {
    name: 'rights of accounts',
    app: { cluster: clusters.kubeadm({ apiServer: API_SERVER }) },
    build(make) {
      const shop = make.namespace('shop');
      const account = make.account(shop, 'reader', {
        name: 'reader-live',
        grants: [read(SETTINGS), watch('pods')],
        instance: 'web',
        labels: { 'example.com/tier': 'front' },
      });
      make.workload(shop, 'web', { ...WEB, account });
      make.workload(shop, 'own', { ...WEB, grants: [update(SETTINGS)] });
      make.account(shop, 'nobody');
    },
  },
  {
    name: 'an edit beyond the types',
    build(make) {
      const web = make.workload(make.namespace('shop'), 'web', WEB);
      make.override(web, 'spec.template.spec.enableServiceLinks', true, waiver('no-service-links'));
    },
  },
];
