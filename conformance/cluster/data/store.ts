/** StatefulSets whose pods write down each of their starts, and one whose claims nobody needs. */
import {
  claim,
  clusters,
  HardenedApp,
  IsolatedNamespace,
  restricted,
  SecureDeployment,
  SecureStatefulSet,
  type StatefulSetProps,
} from 'bulwark/cdk8s';

/** What a later version of the app says otherwise about its StatefulSet `store`. */
export type Change = Pick<StatefulSetProps, 'podManagement' | 'serviceName'> & {
  readonly size?: string;
  /** Whether each pod has one more claim. @default false */
  readonly more?: boolean;
};

/** Writes one line at each start, and runs on. */
const WRITE = 'echo "$HOSTNAME started" >> /data/starts && exec /bin/standin serve';

/** Writes the app. */
export function writeStore({ size = '64Mi', more = false, ...change }: Change): void {
  const app = new HardenedApp({
    policy: restricted({ owner: 'team-store', email: 'team-store@example.com' }),
    cluster: clusters.kubeadm({
      storage: { classes: [{ name: 'folders', default: true, modes: ['ReadWriteOnce'] }] },
    }),
  });
  const stores = new IsolatedNamespace(app, 'stores');
  const writing = {
    image: 'registry.example.com/data/shell:v1',
    args: ['-c', WRITE],
    resources: { cpu: '20m', memory: '32Mi' },
    terminationGracePeriod: 1,
  };
  new SecureStatefulSet(stores, 'store', {
    ...writing,
    ...change,
    user: 20001,
    replicas: 3,
    volumes: { '/data': claim({ size }), ...(more ? { '/more': claim({ size }) } : {}) },
  });
  new SecureStatefulSet(stores, 'temporary', {
    ...writing,
    user: 20002,
    replicas: 2,
    retention: { whenDeleted: 'Delete', whenScaled: 'Delete' },
    volumes: { '/data': claim({ size: '64Mi', disposable: 'it is made to be deleted' }) },
  });
  new SecureDeployment(stores, 'single', {
    ...writing,
    user: 20003,
    volumes: { '/data': claim({ size: '64Mi' }) },
  });
  app.synth();
}
