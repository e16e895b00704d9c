import {
  clusters,
  HardenedApp,
  IsolatedNamespace,
  SecureDeployment,
  type SecureDeploymentProps,
} from 'bulwark/cdk8s';
import type { StorageProfile } from '../../lib/core/cluster/storage';
import { found, IMAGE, objectsOf, TODAY } from './support';

export const WEB = { image: IMAGE, port: 8080, probe: { http: '/r' }, liveness: { http: '/l' } } as const;
export const OWNED = { ...WEB, user: 20_001 } as const;
export const STORAGE: StorageProfile = {
  classes: [
    { name: 'disk', default: true, modes: ['ReadWriteOnce'] },
    { name: 'csi', modes: ['ReadWriteOnce', 'ReadWriteOncePod'], csi: true, snapshots: 'csi-snapshots' },
    { name: 'files', modes: ['ReadWriteMany'] },
  ],
};

export function shop(storage?: StorageProfile) {
  const cluster = clusters.kubeadm(storage === undefined ? {} : { storage });
  const app = new HardenedApp({ today: TODAY, cluster });
  return { app, shop: new IsolatedNamespace(app, 'shop') };
}

export function web(props: Partial<SecureDeploymentProps>, storage?: StorageProfile) {
  const made = shop(storage);
  new SecureDeployment(made.shop, 'web', { ...WEB, ...props });
  return { objects: objectsOf(made.app), findings: found(made.app) };
}
export const POD = 'spec.template.spec';
