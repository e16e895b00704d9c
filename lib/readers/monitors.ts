import type { Entry, ManifestSet } from '../core/manifest/manifest-set';
import { objectAt, objectsAt, type PlainObject, stringAt } from '../core/manifest/plain';
import { INSTANCE_LABEL } from '../core/well-known';
import { objectLabels } from '../model/labels';
import { type MetricsEndpoint, MONITOR_KINDS, type Monitor } from '../model/monitor';
import type { Workload } from '../model/workload';
import { sameLabels } from './ours';
import { given, textMap } from './typed';

/** How the kinds call their lists. */
const ENDPOINTS = { PodMonitor: 'podMetricsEndpoints', ServiceMonitor: 'endpoints' } as const;

type Labels = Readonly<Record<string, string>>;

/**
 * What tells a Prometheus where the metrics of a workload are: objects of its name that select its pods, or its Service. Others
 * are marked, since nothing in the model holds their name.
 * @param selected what they select: the labels of the pods and of the Service
 */
export function monitorsOf(
  set: ManifestSet,
  { ref }: Entry,
  selected: { readonly pods: Labels; readonly extraLabels: Labels },
): Pick<Workload, 'monitors'> {
  const monitors = MONITOR_KINDS.flatMap((kind): Monitor[] => {
    const manifest = set.find(kind, ref.namespace, ref.name)?.manifest;
    if (stringAt(manifest, 'apiVersion')?.startsWith('monitoring.coreos.com/') !== true) return [];
    const spec = objectAt(manifest, 'spec');
    const labels = textMap(objectAt(objectAt(spec, 'selector'), 'matchLabels'));
    const meant = kind === 'PodMonitor' ? selected.pods : { [INSTANCE_LABEL]: ref.name };
    const endpoints = objectsAt(spec, ENDPOINTS[kind]).map(endpointOf);
    const known = endpoints.filter((endpoint) => endpoint !== undefined);
    if (!sameLabels(labels, meant) || known.length === 0 || known.length < endpoints.length) return [];
    return [
      { kind, labels: beside(manifest, objectLabels(ref.name, selected.extraLabels)), endpoints: known },
    ];
  });
  return monitors.length === 0 ? {} : { monitors };
}

/** The labels by which a Prometheus selects it: those that no other object around the workload has. */
function beside(manifest: PlainObject | undefined, around: Labels): Record<string, string> {
  const labels = textMap(objectAt(manifest, 'metadata')?.labels);
  return Object.fromEntries(Object.entries(labels).filter(([key, value]) => around[key] !== value));
}

function endpointOf(spec: PlainObject): MetricsEndpoint | undefined {
  const port = stringAt(spec, 'port');
  if (port === undefined) return undefined;
  const { scheme } = spec;
  return {
    port,
    path: stringAt(spec, 'path') ?? '/metrics',
    ...(scheme === 'http' || scheme === 'https' ? { scheme } : {}),
    ...given('interval', stringAt(spec, 'interval')),
    ...given('timeout', stringAt(spec, 'scrapeTimeout')),
  };
}
