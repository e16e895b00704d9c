import {
  claim,
  ephemeral,
  existingClaim,
  projected,
  sharedClaim,
} from '../../../lib/blueprints/workload/volumes/volumes';
import { clusters } from '../../../lib/core/cluster/presets';

import type { Scenario } from './front-end';
import { IMAGE, WEB } from './shared';

const STORAGE = {
  classes: [
    {
      name: 'fast',
      default: true,
      modes: ['ReadWriteOnce', 'ReadWriteOncePod'],
      csi: true,
      snapshots: 'fast-snapshots',
    },
    { name: 'files', modes: ['ReadWriteMany'] },
  ],
} as const;

export const STORAGE_SCENARIOS: readonly Scenario[] = [
  {
    name: 'storage',
    app: { cluster: clusters.kubeadm({ storage: STORAGE }) },
    build(make) {
      const shop = make.namespace('shop', { quota: { storage: '2Ti', claims: 9 } });
      const media = make.shared(shop, 'media', {
        name: 'media-live',
        size: '100Gi',
        class: 'files',
        mode: 'ReadWriteMany',
        labels: { 'example.com/tier': 'front' },
        group: 20_500,
      });
      make.shared(shop, 'copy', {
        size: '100Gi',
        mode: 'ReadWriteOnce',
        fromSnapshot: 'before',
        disposable: 'a copy to look at',
      });
      make.snapshot(shop, 'before', {
        name: 'before-upgrade',
        claim: media,
        class: 'fast-snapshots',
        labels: { 'example.com/tier': 'front' },
      });
      make.snapshot(shop, 'by-name', { claim: 'data-db-0' });
      make.workload(shop, 'web', {
        ...WEB,
        user: 20_001,
        volumes: {
          '/data': claim({ size: '10Gi', mode: 'ReadWriteOncePod', class: 'fast', fromSnapshot: 'before' }),
          '/cache': claim({ size: '1Gi', disposable: 'a cache that fills again', readOnly: false }),
          '/old': existingClaim('old', { readOnly: true, mode: 'ReadOnlyMany', subPath: 'a/b' }),
          '/media': sharedClaim(media, { readOnly: true, subPath: 'public' }),
          '/work': ephemeral({ size: '50Gi', class: 'fast', mode: 'ReadWriteOnce' }),
          '/etc/all': projected([
            { configMap: 'settings', items: { mode: 'mode.txt' }, optional: true },
            { secret: 'tls', items: { 'tls.crt': 'server.crt' }, optional: false },
            { fields: { labels: 'metadata.labels' } },
            { token: { audience: 'vault', path: 'vault-token', expirationSeconds: 600 } },
          ]),
        },
      });
      make.kind('Job', shop, 'migrate', {
        image: IMAGE,
        user: 20_009,
        volumes: { '/media': sharedClaim(media) },
      });
      make.kind('CronJob', shop, 'nightly', {
        image: IMAGE,
        schedule: '@daily',
        user: 20_002,
        volumes: { '/backup': claim({ size: '5Gi' }) },
      });
      make.kind('Pod', shop, 'once', {
        image: IMAGE,
        user: 20_003,
        volumes: { '/a': claim({ size: '1Gi' }) },
      });
    },
  },
];
