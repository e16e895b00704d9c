import { labelNameProblems, subdomainProblems } from '../../../manifest/names';
import type { Field } from '../../field';
import { utf8Length } from '../../primitives/bytes';
import { checkExactly } from '../../primitives/lists';
import { checkName, checkRequiredName } from '../../primitives/names';
import { checkDescending, checkNoBacksteps } from '../../primitives/paths';
import { checkLength, checkRange, checkRequired } from '../../primitives/text';

const HOST_PATH_TYPES = [
  '',
  'DirectoryOrCreate',
  'Directory',
  'FileOrCreate',
  'File',
  'Socket',
  'CharDevice',
  'BlockDevice',
];

/** A file or folder of the node. */
export function checkHostPath(source: Field): void {
  if (!checkRequired(source.at('path'), 'a path of the node')) return;
  checkNoBacksteps(source.at('path'));
  checkExactly(source.at('type'), HOST_PATH_TYPES);
}

/** A clone of a Git repository, which newer nodes refuse to make. */
export function checkGitRepo(source: Field): void {
  checkRequired(source.at('repository'), 'the address of the repository');
  checkDescending(source.at('directory'));
}

/** A disk of a cloud that has partitions. @param id name of the field that identifies the disk */
export function checkPartitioned(source: Field, id: string): void {
  checkRequired(source.at(id), 'the disk');
  checkRange(source.at('partition'), 0, 255);
}

/** A folder that NFS exports. */
export function checkNfs(source: Field): void {
  checkRequired(source.at('server'), 'the NFS server');
  const path = source.at('path');
  if (checkRequired(path, 'the path that the server exports') && path.text?.startsWith('/') === false)
    path.invalid("an absolute path, with '/' first");
}

/** A data set of Flocker. */
export function checkFlocker(source: Field): void {
  const [name, id] = [source.at('datasetName'), source.at('datasetUUID')];
  if (name.isZero && id.isZero) source.required('datasetName or datasetUUID');
  if (!name.isZero && !id.isZero) source.invalid('datasetName or datasetUUID, not both');
  if (name.text?.includes('/') === true) name.invalid("a name without '/'");
}

/** A volume of Cinder. */
export function checkCinder(source: Field): void {
  checkRequired(source.at('volumeID'), 'the volume');
  checkSecretRef(source.at('secretRef'));
}

/** A volume of StorageOS. */
export function checkStorageOs(source: Field): void {
  checkRequiredName(source.at('volumeName'), labelNameProblems, 'the name of the volume');
  checkName(source.at('volumeNamespace'), labelNameProblems);
  checkSecretRef(source.at('secretRef'));
}

/** A reference to a Secret, where there is one. */
export function checkSecretRef(reference: Field): void {
  if (reference.isSet) checkRequired(reference.at('name'), 'the name of a Secret');
}

/** Volumes of Fibre Channel. */
export function checkFibreChannel(source: Field): void {
  const [targets, ids, lun] = [source.at('targetWWNs'), source.at('wwids'), source.at('lun')];
  if (targets.isZero && ids.isZero) targets.required('targetWWNs or wwids');
  if (!targets.isZero && !ids.isZero) targets.invalid('targetWWNs or wwids, not both');
  if (targets.isZero) return;
  if (!lun.isSet) lun.required('the number of the unit (LUN), as targetWWNs are given');
  else checkRange(lun, 0, 255);
}

/** A FlexVolume. */
export function checkFlexVolume(source: Field): void {
  checkRequired(source.at('driver'), 'the name of the driver');
  for (const option of source.at('options').entries()) {
    const [namespace = ''] = option.key.split('/');
    if (/\.(kubernetes|k8s)\.io$/.test(`.${namespace.toLowerCase()}`))
      option.misnamed('an option outside of kubernetes.io and k8s.io', 'choose another key', option.key);
  }
}

const CACHING_MODES = ['None', 'ReadOnly', 'ReadWrite'];
const DISK_KINDS = ['Dedicated', 'Managed', 'Shared'];

/** A disk of Azure. */
export function checkAzureDisk(source: Field): void {
  const [uri, kind] = [source.at('diskURI'), source.at('kind')];
  checkRequired(source.at('diskName'), 'the name of the disk');
  const there = checkRequired(uri, 'the address of the disk');
  checkExactly(source.at('cachingMode'), CACHING_MODES);
  checkExactly(kind, DISK_KINDS);
  if (!there || uri.text === undefined || kind.isUnknown) return;
  const start = kind.text === 'Managed' ? '/subscriptions/' : 'https://';
  if (!uri.text.startsWith(start)) uri.invalid(`an address that begins with ${start}`);
}

/** A volume of Quobyte. */
export function checkQuobyte(source: Field): void {
  const [registry, tenant] = [source.at('registry'), source.at('tenant')];
  if (checkRequired(registry, 'host:port pairs of the registry, separated by commas')) {
    if (utf8Length(tenant.text ?? '') > 64) tenant.invalid('at most 64 bytes');
    else if (registry.text?.split(',').every(isHostPort) === false)
      registry.invalid('host:port pairs, separated by commas');
  }
  checkRequired(source.at('volume'), 'the name of the volume');
}

/** Whether a string is a host and a port, as Go splits them: an IPv6 address is in brackets. */
function isHostPort(text: string): boolean {
  return /^(\[[^[\]]*\]|[^:[\]]*):[^:[\]]*$/.test(text);
}

const CSI_DRIVER_LIMIT = 63;

/** The name of a CSI driver. */
export function checkCsiDriver(driver: Field): void {
  if (checkRequired(driver, 'the name of the CSI driver') && driver.text !== undefined) {
    checkLength(driver, CSI_DRIVER_LIMIT);
    for (const needs of subdomainProblems(driver.text.toLowerCase())) driver.misnamed(needs);
  }
}

/** A volume that a CSI driver makes for the pod. */
export function checkCsi(source: Field): void {
  checkCsiDriver(source.at('driver'));
  const secret = source.at('nodePublishSecretRef');
  if (secret.isSet) checkRequiredName(secret.at('name'), subdomainProblems, 'the name of a Secret');
}
