import type { Field } from '../../field';
import { checkLocalPath } from '../../primitives/paths';
import { checkLabelSelector } from '../../primitives/selectors';
import { checkRequired } from '../../primitives/text';
import { checkSignerName, trustBundleNameProblems } from './signer';

/** Certificates that the cluster trusts, as a file: of a bundle by name, or of all bundles of a signer. */
export function checkTrustBundle(source: Field): void {
  const [name, signer, selector] = [source.at('name'), source.at('signerName'), source.at('labelSelector')];
  if (name.isSet && signer.isSet) source.invalid('name or signerName, not both', 'remove one of the two');
  else if (name.isSet) {
    if (checkRequired(name, 'the name of a ClusterTrustBundle') && name.text !== undefined)
      for (const needs of trustBundleNameProblems(name.text)) name.misnamed(needs);
    if (selector.isSet) selector.forbidden('no labelSelector beside name');
  } else if (signer.isSet) {
    checkSignerName(signer);
    checkLabelSelector(selector);
  } else source.required('name or signerName');
  if (checkRequired(source.at('path'), 'the path of a file')) checkLocalPath(source.at('path'));
}
