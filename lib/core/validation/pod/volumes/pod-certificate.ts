import { annotationKeyProblems } from '../../../manifest/names';
import type { Field } from '../../field';
import { checkLocalPath } from '../../primitives/paths';
import { checkRange } from '../../primitives/text';
import { checkSignerName, isKubernetesSigner } from './signer';

const KEY_TYPES = ['RSA3072', 'RSA4096', 'ECDSAP256', 'ECDSAP384', 'ECDSAP521', 'ED25519'];
const HOUR = 3600;
const DAY = 24 * HOUR;

/** A key and a certificate that the kubelet gets for the pod. @returns the fields with paths of files */
export function checkPodCertificate(source: Field): readonly Field[] {
  const [signer, keyType] = [source.at('signerName'), source.at('keyType')];
  checkSignerName(signer);
  if (!keyType.isUnknown && !KEY_TYPES.includes(keyType.text ?? '')) keyType.notSupported(KEY_TYPES);
  const longest = isKubernetesSigner(signer.text ?? '') ? DAY : 91 * DAY;
  checkRange(source.at('maxExpirationSeconds'), HOUR, longest, 'seconds');
  const annotations = source.at('userAnnotations');
  for (const { key } of annotations.entries()) {
    const problems = key.includes('/')
      ? annotationKeyProblems(key)
      : ['a key with a domain, such as example.com/key'];
    for (const needs of problems) annotations.misnamed(needs, 'choose another key', key);
  }
  const paths = ['credentialBundlePath', 'keyPath', 'certificateChainPath']
    .map((name) => source.at(name))
    .filter((path) => !path.isZero);
  for (const path of paths) checkLocalPath(path);
  if (paths.length === 0) source.required('credentialBundlePath, keyPath or certificateChainPath');
  return paths;
}
