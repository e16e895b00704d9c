import type { Field } from '../../field';
import { checkLocalPath, checkMode } from '../../primitives/paths';
import { checkRequired } from '../../primitives/text';

/** Keys of a ConfigMap or Secret and the files that they become. */
export function checkItems(items: Field): void {
  for (const item of items.items()) checkKeyToPath(item);
}

/** One key and its file. */
export function checkKeyToPath(item: Field): void {
  checkRequired(item.at('key'), 'a key');
  if (checkRequired(item.at('path'), 'the path of a file')) checkLocalPath(item.at('path'));
  checkMode(item.at('mode'));
}

/** A volume whose files are the keys of an object. @param name field with the name of the object */
export function checkKeysVolume(source: Field, name: string, kind: string): void {
  checkRequired(source.at(name), `the name of a ${kind}`);
  checkMode(source.at('defaultMode'));
  checkItems(source.at('items'));
}
