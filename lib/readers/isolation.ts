import { coverageOf, hasReadableLabels } from '../core/controls/network/shared/coverage';
import { onHostNetwork, podRulesOf } from '../core/controls/network/shared/pod-rules';
import type { Direction } from '../core/controls/network/shared/policies';
import type { Entry, ManifestSet } from '../core/manifest/manifest-set';
import type { Pod } from '../core/manifest/pod';
import type { Isolation, PlacedWorkload } from '../model/cluster-model';

/** Says of the pods of a set whether policies isolate them. */
export function isolationOf(set: ManifestSet): (pod: Pod, entry: Entry) => Pick<PlacedWorkload, 'isolation'> {
  const coverage = coverageOf(set);
  const { hasOthers } = podRulesOf(set);
  return (pod, entry) => {
    const of = (direction: Direction): Isolation => {
      if (onHostNetwork(pod)) return 'open';
      if (coverage[direction].has(pod)) return hasOthers ? 'unknown' : 'isolated';
      return hasOthers || coverage.isUnsure(entry) || !hasReadableLabels(entry) ? 'unknown' : 'open';
    };
    const [ingress, egress] = [of('Ingress'), of('Egress')];
    return ingress === 'isolated' && egress === 'isolated' ? {} : { isolation: { ingress, egress } };
  };
}
