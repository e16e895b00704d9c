import type { Field } from '../field';
import { checkDescending } from '../primitives/paths';

const TYPES = ['Localhost', 'RuntimeDefault', 'Unconfined'];

/** A seccomp profile. Source: `validateSeccompProfileField`. */
export function checkSeccomp(profile: Field): void {
  if (!profile.isSet || profile.isUnknown) return;
  const [type, file] = [profile.at('type'), profile.at('localhostProfile')];
  if (type.isUnknown) return;
  if (type.isZero) type.required(`one of ${TYPES.join(', ')}`, 'type: RuntimeDefault');
  else if (!TYPES.includes(type.text ?? '')) type.notSupported(TYPES);
  if (type.text !== 'Localhost') {
    if (file.isSet) file.forbidden('none, unless type is Localhost');
  } else if (!file.isSet) file.required('the path of the profile, as type is Localhost');
  else checkDescending(file);
}
