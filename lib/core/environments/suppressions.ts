import { isOptOut, type Suppression } from '../policy/waiver';

/** A waiver or an opt-out, and the path of the construct that it is at; empty for the app. */
export interface DeclaredSuppression {
  readonly at: string;
  readonly suppression: Suppression;
}

/**
 * Waivers and opt-outs that the code declares in some environments and not in others, one line each: code that asks
 * which environment it runs for would give one of them a weaker policy, unseen.
 */
export function suppressionDisagreements(
  environments: readonly { readonly name: string; readonly declared: readonly DeclaredSuppression[] }[],
): string[] {
  const found = new Map<string, { readonly what: string; readonly names: Set<string> }>();
  for (const { name, declared } of environments) {
    for (const { at, suppression } of declared) {
      const { control, container = '', finding = '' } = suppression;
      const form = isOptOut(suppression) ? 'opt-out' : 'waiver';
      const key = JSON.stringify([at, form, control, container, finding]);
      const what = `${at === '' ? 'the app' : at}: found ${form === 'waiver' ? 'a waiver' : 'an opt-out'} of ${control}`;
      const known = found.get(key) ?? { what, names: new Set<string>() };
      known.names.add(name);
      found.set(key, known);
    }
  }
  return [...found.values()]
    .filter(({ names }) => names.size < environments.length)
    .map(({ what, names }) => {
      const [first = ''] = names;
      return `${what} in ${[...names].join(', ')} only; needs the same in every environment, or a waiver of the environment. Fix: ${first}: { waivers: [ … ] }`;
    });
}
