import { subdomainProblems } from '../../manifest/names';
import { isOn } from '../context';
import type { Field } from '../field';
import { checkNodeSelector } from '../pod/node-affinity';
import { checkExactly, checkOneOf } from '../primitives/lists';
import { checkName, checkRequiredName } from '../primitives/names';
import { quantityAt } from '../primitives/numbers';
import { checkAccessModes, VOLUME_MODES } from '../storage/modes';
import { VOLUME_SOURCES } from '../storage/volume-sources';

const RECLAIM_POLICIES = ['Delete', 'Recycle', 'Retain'];
const MOUNT_OPTIONS = 'volume.beta.kubernetes.io/mount-options';
/** Sources whose volumes take options of mount by annotation. */
const MOUNTED_WITH_OPTIONS = [
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'glusterfs',
  'nfs',
  'rbd',
  'quobyte',
  'iscsi',
  'cinder',
  'cephfs',
  'azureFile',
  'vsphereVolume',
  'azureDisk',
  'photonPersistentDisk',
];

/** Source: `ValidatePersistentVolume`, and the validation of the volume plugins. */
export function checkPersistentVolume(volume: Field): void {
  const spec = volume.at('spec');
  if (spec.isUnknown) return;
  checkAccessModes(spec.at('accessModes'));
  checkCapacity(spec.at('capacity'));
  checkOneOf(spec.at('persistentVolumeReclaimPolicy'), RECLAIM_POLICIES);
  const affinity = spec.at('nodeAffinity');
  const nodes = affinity.at('required');
  if (nodes.isSet) checkNodeSelector(nodes);
  else if (affinity.isSet) nodes.required('the nodes that reach the volume');
  checkSources(volume, spec);
  checkName(spec.at('storageClassName'), subdomainProblems);
  checkExactly(spec.at('volumeMode'), VOLUME_MODES);
  if (isOn('VolumeAttributesClass', spec.context)) checkAttributesClass(spec);
  checkMountOptions(volume.in('metadata', 'annotations').at(MOUNT_OPTIONS), spec);
}

function checkCapacity(capacity: Field): void {
  if (capacity.isUnknown) return;
  const amounts = capacity.entries();
  if (amounts.length === 0) capacity.required('the size of the volume', 'capacity: { storage: 1Gi }');
  else if (amounts.length > 1 || amounts[0]?.key !== 'storage') capacity.notSupported(['storage']);
  for (const amount of amounts) {
    const quantity = quantityAt(amount);
    if (quantity !== undefined && quantity.nanos <= 0n) amount.invalid('a size above zero');
  }
}

function checkSources(volume: Field, spec: Field): void {
  let first: string | undefined;
  for (const [name, check] of VOLUME_SOURCES) {
    const source = spec.at(name);
    if (!source.isSet) continue;
    // The API server counts a FlexVolume, but takes it beside another source.
    if (first !== undefined && name !== 'flexVolume') {
      source.forbidden(`one source for each volume; it has ${first} already`);
      continue;
    }
    first ??= name;
    if (source.isUnknown) continue;
    check(source, volume);
    if (name === 'local' && !spec.at('nodeAffinity').isSet)
      spec.at('nodeAffinity').required('the node that has the volume, as its source is local');
  }
  if (first === undefined) spec.required('a source, such as csi', 'write the source of the volume');
  const [path, policy] = [spec.in('hostPath', 'path').text, spec.at('persistentVolumeReclaimPolicy')];
  if (path !== undefined && isRoot(path) && policy.text === 'Recycle')
    policy.forbidden('no Recycle of the whole file system of a node', 'write Retain');
}

/** Whether a path is that of the whole file system, such as `/` or `/a/..`. */
function isRoot(path: string): boolean {
  if (!path.startsWith('/')) return false;
  let depth = 0;
  for (const part of path.split('/')) {
    if (part === '..') depth = Math.max(0, depth - 1);
    else if (part !== '' && part !== '.') depth += 1;
  }
  return depth === 0;
}

function checkAttributesClass(spec: Field): void {
  const name = spec.at('volumeAttributesClassName');
  if (!name.isSet) return;
  checkRequiredName(name, subdomainProblems, 'a name that is not empty');
  if (!spec.at('csi').isSet) spec.at('csi').required('a CSI volume, as volumeAttributesClassName is set');
}

function checkMountOptions(options: Field, spec: Field): void {
  if (options.isSet && MOUNTED_WITH_OPTIONS.every((name) => !spec.at(name).isSet))
    options.forbidden('no mount options for this source', 'remove the annotation');
}
