import { isOpaque } from '../../../core/manifest/plain';
import { CONFIG_ANNOTATION } from '../../../core/well-known';
import { type Text, textFrom } from '../../../model/text';
import type { Config } from '../../../model/workload';
import type { DeferredValues } from '../../deferred';

/** An annotation of the pods that changes with the files given in code, so that a change rolls the workload. */
export function configChecksum(
  configs: readonly Config[],
  deferred: DeferredValues | undefined,
): Record<string, Text> {
  if (configs.length === 0) return {};
  const contents = configs.flatMap(({ name, data }) =>
    Object.entries(data)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([file, content]) => ({ name, file, content })),
  );
  const values = contents.map(({ content }) => content);
  const make = (known: readonly unknown[]): string =>
    checksum(JSON.stringify(contents.map(({ name, file }, index) => [name, file, known[index]])));
  const made = values.some(isOpaque) ? deferred?.derive(values, make) : undefined;
  return { [CONFIG_ANNOTATION]: made === undefined ? make(values) : textFrom(made) };
}

function checksum(text: string): string {
  return `${hash(text, 0x811c9dc5)}${hash(text, 0x01234567)}`;
}

/** FNV-1a over UTF-16 units, 32 bit, eight hexadecimal digits. */
function hash(text: string, start: number): string {
  let state = start;
  for (let index = 0; index < text.length; index += 1) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  }
  return (state >>> 0).toString(16).padStart(8, '0');
}
