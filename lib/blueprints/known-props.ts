import { suggest } from '../core/manifest/suggest';
import type { Problems } from './problems';

/**
 * Refuses props that nothing reads. The types refuse them too, but programs that run their code without a compiler
 * would leave out what is misspelt in silence.
 * @param prefix of the field in messages, such as `resources.`; empty for the props of the construct
 */
export function refuseUnknown(prefix: string, props: object, known: object, problems: Problems): void {
  const names = Object.keys(known);
  for (const [prop, value] of Object.entries(props)) {
    if (value === undefined || Object.hasOwn(known, prop)) continue;
    const meant = suggest(prop, names);
    const fix = meant === undefined ? 'remove it' : `did you mean ${meant}?`;
    problems.add(`${prefix}${prop}`, prop, `one of ${names.join(', ')}`, fix);
  }
}
