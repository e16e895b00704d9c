import type { PlainObject } from '../../core/manifest/plain';
import { objectLabels } from '../../model/labels';
import type { SharedConfig } from '../../model/shared-config';
import { type Artifact, objectArtifact } from '../renderer';

/**
 * Programs that apply a folder as a whole delete what is no longer in it. Pods of the version before still read an
 * immutable ConfigMap while the next is rolled out, and again after a rollback, so it stays until someone deletes it.
 */
const KEPT: Readonly<Record<string, string>> = {
  'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
  'argocd.argoproj.io/sync-options': 'Prune=false',
  'helm.sh/resource-policy': 'keep',
  'kustomize.toolkit.fluxcd.io/prune': 'disabled',
};

/** The object of a ConfigMap that stands by itself. */
export function sharedConfigObjects(config: SharedConfig): Artifact[] {
  const { name, namespace } = config;
  const called = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    name,
    ...(namespace === undefined ? {} : { namespace }),
  };
  return [objectArtifact(called, () => configObject(config))];
}

function configObject({ name, instance, namespace, data, immutable, labels }: SharedConfig): PlainObject {
  return {
    apiVersion: 'v1',
    data: { ...data },
    ...(immutable === undefined ? {} : { immutable }),
    kind: 'ConfigMap',
    metadata: {
      ...(immutable === true ? { annotations: { ...KEPT } } : {}),
      labels: objectLabels(instance, labels),
      name,
      namespace,
    },
  };
}
