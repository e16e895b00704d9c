import { isOn } from '../../context';
import type { Field } from '../../field';
import { checkLocalPath, checkMode } from '../../primitives/paths';
import { checkRange, checkRequired } from '../../primitives/text';
import type { PodScope } from '../scope';
import { checkDownwardFile } from './downward-api';
import { checkItems } from './items';
import { checkPodCertificate } from './pod-certificate';
import { checkTrustBundle } from './trust-bundle';

const SOURCES = [
  'secret',
  'configMap',
  'downwardAPI',
  'serviceAccountToken',
  'clusterTrustBundle',
  'podCertificate',
];
const LONGEST_TOKEN = 2 ** 32;

/** Several sources in one folder. Source: `validateProjectionSources`. */
export function checkProjected(volume: Field, scope: PodScope): void {
  checkMode(volume.at('defaultMode'));
  const paths = new Set<string>();
  for (const source of volume.at('sources').items()) {
    if (!source.isUnknown) checkSource(source, scope, paths);
  }
}

function checkSource(source: Field, scope: PodScope, paths: Set<string>): void {
  const members = SOURCES.filter((name) => isTaken(name, scope))
    .map((name) => source.at(name))
    .filter((member) => member.isSet);
  for (const member of members) checkMember(member, paths);
  if (members.length > 1) source.invalid('one source in each entry', 'write an entry for each source');
}

/** Whether the server looks at a source: it drops one whose feature is off. */
function isTaken(name: string, { spec: { context } }: PodScope): boolean {
  if (name === 'clusterTrustBundle') return isOn('ClusterTrustBundleProjection', context);
  return name !== 'podCertificate' || isOn('PodCertificateRequest', context);
}

function checkMember(member: Field, paths: Set<string>): void {
  switch (member.key) {
    case 'secret':
    case 'configMap':
      checkRequired(member.at('name'), `the name of a ${member.key === 'secret' ? 'Secret' : 'ConfigMap'}`);
      checkItems(member.at('items'));
      for (const item of member.at('items').items()) takePath(item.at('path'), paths);
      return;
    case 'downwardAPI':
      for (const file of member.at('items').items()) {
        checkDownwardFile(file);
        takePath(file.at('path'), paths);
      }
      return;
    case 'serviceAccountToken':
      checkRange(member.at('expirationSeconds'), 600, LONGEST_TOKEN, 'seconds');
      if (checkRequired(member.at('path'), 'the path of a file')) checkLocalPath(member.at('path'));
      return;
    case 'clusterTrustBundle':
      checkTrustBundle(member);
      takePath(member.at('path'), paths);
      return;
    default:
      for (const path of checkPodCertificate(member)) takePath(path, paths);
  }
}

function takePath(path: Field, paths: Set<string>): void {
  if (path.text === undefined || path.text === '') return;
  if (paths.has(path.text)) path.duplicate('a path of its own in the volume');
  paths.add(path.text);
}
