import type { Field } from '../field';
import { utf8Length } from '../primitives/bytes';
import { hasOuterSpace } from '../primitives/text';

const TYPES = ['Localhost', 'RuntimeDefault', 'Unconfined'];
const LIMIT = 4095;

/** An AppArmor profile. Source: `ValidateAppArmorProfileField`. */
export function checkAppArmor(profile: Field): void {
  if (!profile.isSet || profile.isUnknown) return;
  const [type, name] = [profile.at('type'), profile.at('localhostProfile')];
  if (type.isUnknown) return;
  if (type.isZero) type.required(`one of ${TYPES.join(', ')}`, 'type: RuntimeDefault');
  else if (!TYPES.includes(type.text ?? '')) type.notSupported(TYPES);
  else if (type.text === 'Localhost') checkProfileName(name);
  else if (name.isSet) name.forbidden('none, unless type is Localhost');
}

function checkProfileName(name: Field): void {
  const { text } = name;
  if (name.isZero) name.required('the name of the profile, as type is Localhost');
  if (text === undefined) return;
  if (hasOuterSpace(text)) name.invalid('a name without space around it');
  const length = utf8Length(text);
  if (length > LIMIT) name.tooLong(LIMIT, length, 'bytes');
}
