import { labelNameProblems } from '../../../manifest/names';
import type { Field } from '../../field';
import { checkOneOf } from '../../primitives/lists';
import { checkRequiredName } from '../../primitives/names';
import { quantityAt } from '../../primitives/numbers';
import { checkAllRequired, checkRequired } from '../../primitives/text';
import type { PodScope } from '../scope';
import { checkDownwardApi } from './downward-api';
import { isDropped } from './dropped';
import { checkEphemeral } from './ephemeral';
import { checkIscsi } from './iscsi';
import { checkKeysVolume } from './items';
import { checkProjected } from './projected';
import * as simple from './simple';

type CheckSource = (source: Field, volume: Field, scope: PodScope) => void;

const required =
  (needs: Readonly<Record<string, string>>): CheckSource =>
  (source) =>
    checkAllRequired(source, needs);

/** The sources of a volume, in the order in which the API server looks for the one that counts. */
const SOURCES: readonly (readonly [string, CheckSource])[] = [
  ['emptyDir', checkEmptyDir],
  ['hostPath', simple.checkHostPath],
  ['gitRepo', simple.checkGitRepo],
  ['gcePersistentDisk', (source) => simple.checkPartitioned(source, 'pdName')],
  ['awsElasticBlockStore', (source) => simple.checkPartitioned(source, 'volumeID')],
  ['secret', (source) => checkKeysVolume(source, 'secretName', 'Secret')],
  ['nfs', simple.checkNfs],
  ['iscsi', (source, volume) => checkIscsi(source, volume.at('name'))],
  ['glusterfs', required({ endpoints: 'the Endpoints of the servers', path: 'the name of the volume' })],
  ['flocker', simple.checkFlocker],
  ['persistentVolumeClaim', required({ claimName: 'the name of a claim' })],
  ['rbd', required({ monitors: 'the monitors of Ceph', image: 'the name of the image' })],
  ['cinder', simple.checkCinder],
  ['cephfs', required({ monitors: 'the monitors of Ceph' })],
  ['quobyte', simple.checkQuobyte],
  ['downwardAPI', checkDownwardApi],
  ['fc', simple.checkFibreChannel],
  ['flexVolume', simple.checkFlexVolume],
  ['configMap', (source) => checkKeysVolume(source, 'name', 'ConfigMap')],
  ['azureFile', required({ secretName: 'the name of a Secret', shareName: 'the name of the share' })],
  ['vsphereVolume', required({ volumePath: 'the path of the volume' })],
  ['photonPersistentDisk', required({ pdID: 'the disk' })],
  ['portworxVolume', required({ volumeID: 'the volume' })],
  ['azureDisk', simple.checkAzureDisk],
  ['storageos', simple.checkStorageOs],
  ['projected', (source, _volume, scope) => checkProjected(source, scope)],
  ['scaleIO', required({ gateway: 'the gateway', system: 'the storage system', volumeName: 'the volume' })],
  ['csi', simple.checkCsi],
  ['ephemeral', checkEphemeral],
  ['image', checkImageVolume],
];

const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];

/** The volumes of a pod: a name and one source each. Source: `ValidateVolumes`. */
export function checkVolumes(scope: PodScope): void {
  const names = new Set<string>();
  const made = scope.name === '' ? new Set<string>() : claimsMade(scope);
  for (const volume of scope.spec.at('volumes').items()) {
    if (volume.isUnknown || isDropped(volume)) continue;
    const name = volume.at('name');
    if (scope.claimVolumes.has(name.text ?? '')) continue;
    checkVolume(volume, scope, made);
    if (name.text === undefined || name.isZero) continue;
    if (names.has(name.text)) name.duplicate('a name of its own in the pod', 'choose another name', true);
    names.add(name.text);
  }
}

function checkVolume(volume: Field, scope: PodScope, made: ReadonlySet<string>): void {
  checkRequiredName(volume.at('name'), labelNameProblems, 'a name');
  let first: string | undefined;
  for (const [name, check] of SOURCES) {
    const source = volume.at(name);
    if (!source.isSet) continue;
    if (first === undefined) {
      first = name;
      if (!source.isUnknown) check(source, volume, scope);
    } else source.forbidden(`one source for each volume; it has ${first} already`);
  }
  const claim = volume.in('persistentVolumeClaim', 'claimName');
  if (claim.text !== undefined && made.has(claim.text))
    claim.invalid('a claim that is not made for an ephemeral volume of this pod');
}

/** The claims that a pod makes for its ephemeral volumes. */
function claimsMade({ spec, name }: PodScope): ReadonlySet<string> {
  const ephemeral = spec
    .at('volumes')
    .items()
    .filter((volume) => volume.at('ephemeral').isSet && !volume.isUnknown);
  const names = ephemeral.map((volume) => volume.at('name').text).filter((text) => text !== undefined);
  return new Set(names.map((text) => `${name}-${text}`));
}

function checkEmptyDir(source: Field): void {
  const limit = quantityAt(source.at('sizeLimit'));
  if (limit !== undefined && limit.nanos < 0n)
    source.at('sizeLimit').invalid('a size that is not below zero');
}

function checkImageVolume(source: Field, _volume: Field, scope: PodScope): void {
  if (scope.isPod || source.minor >= 37) checkRequired(source.at('reference'), 'an image');
  checkOneOf(source.at('pullPolicy'), PULL_POLICIES);
}
