import {
  HardenedApp,
  IsolatedNamespace,
  type SecretStoreProps,
  SecureDeployment,
  type SecureDeploymentProps,
} from 'bulwark/cdk8s';
import type { PlainObject } from '../../lib/core/manifest/plain';
import { at, objectsOf, TODAY, WEB } from './support';

export const AWS: SecretStoreProps = { aws: { region: 'eu-west-1', serviceAccount: 'secret-reader' } };
export const POD = 'spec.template.spec';

/** An app with a namespace that has a store. */
export function storeApp(secretStore: SecretStoreProps = AWS): { app: HardenedApp; shop: IsolatedNamespace } {
  const app = new HardenedApp({ today: TODAY });
  return { app, shop: new IsolatedNamespace(app, 'shop', { secretStore }) };
}

/** The objects of an app whose namespace `shop` has one workload that is told more. */
export function objectsWith(props: Partial<SecureDeploymentProps>): PlainObject[] {
  const { app, shop } = storeApp();
  new SecureDeployment(shop, 'web', { ...WEB, ...props });
  return objectsOf(app);
}

export const ofKind = (objects: readonly PlainObject[], kind: string): PlainObject[] =>
  objects.filter((object) => object.kind === kind);

export const checksumOf = (props: Partial<SecureDeploymentProps>): unknown =>
  at(ofKind(objectsWith(props), 'Deployment')[0] ?? {}, 'spec.template.metadata.annotations.bulwark/config');
