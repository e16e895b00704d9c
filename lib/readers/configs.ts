import { ofCoreKind } from '../core/controls/entries';
import type { ManifestSet } from '../core/manifest/manifest-set';
import { objectAt } from '../core/manifest/plain';
import { INSTANCE_LABEL } from '../core/well-known';
import type { ModelDraft } from '../model/cluster-model';
import { furtherLabels } from './ours';
import { textMap } from './typed';

/** Reads the ConfigMaps that no workload of a model brings. */
export function readConfigs(set: ManifestSet, model: ModelDraft): void {
  const brought = new Set(
    model.workloads.flatMap(({ workload }) =>
      workload.configs.map(({ name }) => keyOf(workload.namespace, name)),
    ),
  );
  for (const { ref, manifest } of ofCoreKind(set, 'ConfigMap')) {
    const { name, namespace, generateName } = ref;
    if (name === '' || generateName !== undefined || brought.has(keyOf(namespace, name))) continue;
    const labels = textMap(objectAt(manifest, 'metadata')?.labels);
    model.share({
      name,
      instance: labels[INSTANCE_LABEL] ?? name,
      namespace,
      data: textMap(manifest.data),
      ...(typeof manifest.immutable === 'boolean' ? { immutable: manifest.immutable } : {}),
      labels: furtherLabels(labels),
    });
  }
}

function keyOf(namespace = '', name: string): string {
  return `${namespace}/${name}`;
}
