import type { Field } from '../../field';
import { checkLocalPath, checkMode } from '../../primitives/paths';
import { checkRequired } from '../../primitives/text';
import { checkFieldRef, checkResourceFieldRef, VOLUME_FIELDS } from '../field-ref';

/** Fields of the pod as files. */
export function checkDownwardApi(source: Field): void {
  checkMode(source.at('defaultMode'));
  for (const file of source.at('items').items()) checkDownwardFile(file);
}

/** One field of the pod as a file. */
export function checkDownwardFile(file: Field): void {
  if (file.isUnknown) return;
  const [field, resource] = [file.at('fieldRef'), file.at('resourceFieldRef')];
  if (checkRequired(file.at('path'), 'the path of a file')) checkLocalPath(file.at('path'));
  if (field.isSet) {
    checkFieldRef(field, VOLUME_FIELDS);
    if (resource.isSet) resource.forbidden('fieldRef or resourceFieldRef, not both');
  } else if (resource.isSet) checkResourceFieldRef(resource, true);
  else file.required('fieldRef or resourceFieldRef');
  checkMode(file.at('mode'));
}
