import { isAbsent, type PlainObject, stringAt } from '../../manifest/plain';
import { RESTRICTED_VOLUMES } from '../allowed';
import type { Check, CheckPod } from '../check';
import { structsAt } from '../pod-view';
import { joinQuote, pluralize, sortedSet } from '../text';

const ALLOWED = [...RESTRICTED_VOLUMES];

/** Every other source that the API has, in the order in which upstream names the first one that is set. */
const FORBIDDEN = [
  'hostPath',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'gitRepo',
  'nfs',
  'iscsi',
  'glusterfs',
  'rbd',
  'flexVolume',
  'cinder',
  'cephfs',
  'flocker',
  'fc',
  'azureFile',
  'vsphereVolume',
  'quobyte',
  'azureDisk',
  'photonPersistentDisk',
  'portworxVolume',
  'scaleIO',
  'storageos',
];

/**
 * The source that makes a volume forbidden. A volume with an allowed source passes whatever else it has, and one
 * without any is an emptyDir: the API server's default, the only one that is applied before judging.
 */
function forbiddenSource(volume: PlainObject): string | undefined {
  if (ALLOWED.some((source) => !isAbsent(volume[source]))) return undefined;
  return FORBIDDEN.find((source) => !isAbsent(volume[source]));
}

const restrictedVolumes0: CheckPod = ({ spec }) => {
  const names: string[] = [];
  const sources: string[] = [];
  for (const volume of structsAt(spec, 'volumes')) {
    const source = forbiddenSource(volume);
    if (source === undefined) continue;
    names.push(stringAt(volume, 'name') ?? '');
    sources.push(source);
  }
  if (names.length === 0) return undefined;
  const volumes = `${pluralize('volume', 'volumes', names.length)} ${joinQuote(names)}`;
  const verb = pluralize('uses', 'use', names.length);
  const types = sortedSet(sources);
  const noun = pluralize('restricted volume type', 'restricted volume types', types.length);
  return { reason: 'restricted volume types', detail: `${volumes} ${verb} ${noun} ${joinQuote(types)}` };
};

/** Volumes come from the API or from a claim, never straight from the node or a storage system. */
export const restrictedVolumes: Check = {
  id: 'restrictedVolumes',
  level: 'restricted',
  overrides: 'hostPathVolumes',
  revisions: [
    {
      firstMinor: 0,
      fields: [...ALLOWED, ...FORBIDDEN].map((source) => `spec.volumes[*].${source}`),
      checkPod: restrictedVolumes0,
    },
  ],
};
