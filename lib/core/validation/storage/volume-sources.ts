import { labelNameProblems, subdomainProblems } from '../../manifest/names';
import type { Field } from '../field';
import { checkIscsi } from '../pod/volumes/iscsi';
import * as simple from '../pod/volumes/simple';
import { checkRequiredName, checkText } from '../primitives/names';
import { checkNoBacksteps } from '../primitives/paths';
import { checkAllRequired, checkRequired } from '../primitives/text';

type CheckSource = (source: Field, volume: Field) => void;

const required =
  (needs: Readonly<Record<string, string>>): CheckSource =>
  (source) =>
    checkAllRequired(source, needs);

/** The sources of a PersistentVolume, in the order in which the API server looks for the one that counts. */
export const VOLUME_SOURCES: readonly (readonly [string, CheckSource])[] = [
  ['hostPath', simple.checkHostPath],
  ['gcePersistentDisk', (source) => simple.checkPartitioned(source, 'pdName')],
  ['awsElasticBlockStore', (source) => simple.checkPartitioned(source, 'volumeID')],
  ['glusterfs', checkGlusterfs],
  ['flocker', simple.checkFlocker],
  ['nfs', simple.checkNfs],
  ['rbd', required({ monitors: 'the monitors of Ceph', image: 'the name of the image' })],
  ['quobyte', simple.checkQuobyte],
  ['cephfs', required({ monitors: 'the monitors of Ceph' })],
  ['iscsi', checkIscsiVolume],
  ['cinder', checkCinder],
  ['fc', simple.checkFibreChannel],
  ['flexVolume', simple.checkFlexVolume],
  ['azureFile', checkAzureFile],
  ['vsphereVolume', required({ volumePath: 'the path of the volume' })],
  ['photonPersistentDisk', required({ pdID: 'the disk' })],
  ['portworxVolume', required({ volumeID: 'the volume' })],
  ['azureDisk', simple.checkAzureDisk],
  ['scaleIO', required({ gateway: 'the gateway', system: 'the storage system', volumeName: 'the volume' })],
  ['local', checkLocal],
  ['storageos', checkStorageOs],
  ['csi', checkCsi],
];

function checkGlusterfs(source: Field): void {
  checkAllRequired(source, { endpoints: 'the Endpoints of the servers', path: 'the name of the volume' });
  checkText(source.at('endpointsNamespace'), labelNameProblems);
}

function checkIscsiVolume(source: Field, volume: Field): void {
  checkIscsi(source, volume.in('metadata', 'name'), source.at('targetPortal'));
  simple.checkSecretRef(source.at('secretRef'));
}

function checkCinder(source: Field): void {
  checkRequired(source.at('volumeID'), 'the volume');
  checkSecret(source.at('secretRef'));
}

function checkAzureFile(source: Field): void {
  checkAllRequired(source, { secretName: 'the name of a Secret', shareName: 'the name of the share' });
  const namespace = source.at('secretNamespace');
  if (namespace.isSet) checkRequired(namespace, 'the namespace of the Secret');
}

function checkLocal(source: Field): void {
  if (checkRequired(source.at('path'), 'a path of the node')) checkNoBacksteps(source.at('path'));
}

function checkStorageOs(source: Field): void {
  checkRequiredName(source.at('volumeName'), labelNameProblems, 'the name of the volume');
  if (!source.at('volumeNamespace').isZero) checkText(source.at('volumeNamespace'), labelNameProblems);
  checkSecret(source.at('secretRef'));
}

/** A Secret of any namespace, where there is one. */
function checkSecret(reference: Field): void {
  if (reference.isSet)
    checkAllRequired(reference, { name: 'the name of a Secret', namespace: 'the namespace of the Secret' });
}

const SECRETS = [
  'controllerPublishSecretRef',
  'controllerExpandSecretRef',
  'nodePublishSecretRef',
  'nodeExpandSecretRef',
];

function checkCsi(source: Field): void {
  simple.checkCsiDriver(source.at('driver'));
  checkRequired(source.at('volumeHandle'), 'what the driver calls the volume');
  for (const name of SECRETS) {
    const secret = source.at(name);
    if (!secret.isSet) continue;
    checkRequiredName(secret.at('name'), subdomainProblems, 'the name of a Secret');
    checkRequiredName(secret.at('namespace'), labelNameProblems, 'the namespace of the Secret');
  }
}
