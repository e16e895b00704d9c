import type { Field } from '../../field';
import { utf8Length } from '../../primitives/bytes';
import { checkRange, checkRequired } from '../../primitives/text';

const FORMS: readonly (readonly [string, RegExp])[] = [
  ['iqn', /iqn\.\d{4}-\d{2}\.([0-9A-Za-z.-]+)(:[^,;*&$|\s]+)$/],
  ['eui', /^eui.[0-9A-Za-z]{16}$/],
  ['naa', /^naa.[0-9A-Za-z]{32}$/],
];

/**
 * A unit of iSCSI.
 * @param name that of its volume, which counts for what the node calls the initiator
 * @param long the field that is refused where the name is too long for that
 */
export function checkIscsi(source: Field, name: Field, long: Field = name): void {
  const [portal, initiator] = [source.at('targetPortal'), source.at('initiatorName')];
  checkRequired(portal, 'the address of the target');
  if (checkRequired(source.at('iqn'), 'the name of the target')) checkQualifiedName(source.at('iqn'));
  checkRange(source.at('lun'), 0, 255);
  const authenticated = source.at('chapAuthDiscovery').isTrue || source.at('chapAuthSession').isTrue;
  if (authenticated && !source.at('secretRef').isSet)
    source.at('secretRef').required('a Secret with the credentials of CHAP');
  if (!initiator.isSet) return;
  checkQualifiedName(initiator);
  if (utf8Length(`${name.text ?? ''}:${portal.text ?? ''}`) > 64)
    long.misnamed('a name that has at most 64 bytes together with the target, as initiatorName is set');
}

function checkQualifiedName(field: Field): void {
  const { text } = field;
  if (text === undefined) return;
  const form = FORMS.find(([start]) => text.startsWith(start));
  if (form === undefined) field.invalid('a name that begins with iqn, eui or naa');
  else if (!form[1].test(text)) field.invalid(`a name of the form of ${form[0]}`);
}
