import { sharedConfig as config } from '../../../lib/blueprints/configuration/config';
import { secretReference as existingSecret } from '../../../lib/blueprints/configuration/existing-secret';

import type { Scenario } from './front-end';
import { IMAGE, WEB, waiver } from './shared';

/** A configuration and existing Secrets that several workloads read. */
const APP_CONFIG = config('app', { 'app.yaml': 'workers: 4\n', LOG_LEVEL: 'info' });
const FROZEN = config('frozen', { 'limits.conf': 'open 64\n' }, { immutable: true });
const DATABASE = existingSecret('db', { keys: ['user', 'password'], version: '3', optional: true });

export const NAMESPACES_SCENARIOS: readonly Scenario[] = [
  {
    name: 'namespace with nothing said',
    build: (make) => void make.namespace('shop'),
  },
  {
    name: 'namespace with everything said',
    app: { imagePullSecrets: ['registry'] },
    build(make) {
      const shop = make.namespace('shop', {
        name: 'shop-live',
        quota: { cpu: '8', memory: '16Gi', pods: 40, configMaps: 20, secrets: 20 },
        limits: {
          cpu: '300m',
          memory: '300Mi',
          ephemeralStorage: '1Gi',
          max: { cpu: '2', memory: '2Gi', ephemeralStorage: '2Gi' },
          min: { cpu: '10m', memory: '16Mi' },
        },
        podSecurity: 'restricted',
        labels: { 'example.com/team': 'shop' },
        annotations: { 'example.com/contact': 'shop@example.com' },
        imagePullSecrets: ['mirror'],
        waivers: [waiver('image-pinned-to-digest')],
      });
      make.workload(shop, 'web', {
        ...WEB,
        image: 'registry.example.com/shop/web:v1',
        imagePullSecrets: ['own'],
      });
    },
  },
  {
    name: 'namespace without quota, limits and CPU limits',
    build(make) {
      const shop = make.namespace('shop', {
        quota: 'optOut',
        limits: 'optOut',
        cpuLimits: 'optOut',
        waivers: [waiver('resource-quota'), waiver('limit-range'), waiver('object-count-quota')],
      });
      make.workload(shop, 'web', { ...WEB, resources: { cpu: '100m', cpuLimit: 'optOut', memory: '64Mi' } });
    },
  },
  {
    name: 'a namespace that exists',
    build(make) {
      make.workload(make.existing('shop'), 'web', WEB);
      make.workload(make.namespace('other', { existing: true }), 'other-web', WEB);
    },
  },
  {
    name: 'configuration and Secrets that several workloads read, in two namespaces',
    build(make) {
      const reads = {
        image: IMAGE,
        env: { LOG_LEVEL: APP_CONFIG.key('LOG_LEVEL'), DB_PASSWORD: DATABASE.key('password') },
        envFrom: [
          { ...APP_CONFIG, prefix: 'APP_' },
          { ...DATABASE, prefix: 'DB_' },
        ],
        files: { '/etc/app': APP_CONFIG, '/etc/frozen': FROZEN, '/run/secrets/db': DATABASE },
      };
      const space = make.namespace('shop');
      make.workload(space, 'worker', reads);
      make.kind('CronJob', space, 'nightly', { ...reads, schedule: '@daily' });
      make.kind('Job', make.namespace('mail'), 'migrate', reads);
      const shop = make.existing('other');
      make.workload(shop, 'web', {
        ...WEB,
        initContainers: [{ name: 'init', image: IMAGE, files: { '/x': FROZEN } }],
      });
    },
  },
];
