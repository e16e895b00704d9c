import { homeGroup, homeOf, type Identity } from './identity';

/**
 * Things by the identity of their object. Nested, so that no text is made for each of them: a set may hold hundreds of
 * thousands.
 */
export class IdentityIndex<Value> {
  private readonly kinds = new Map<string, Map<string, Map<string, Value>>>();

  get(ref: Identity): Value | undefined {
    return this.kinds.get(kindKey(ref))?.get(homeOf(ref))?.get(nameOf(ref));
  }

  /** Learns a value; of two with one identity the first one counts. @returns that one, where there is one already */
  learn(ref: Identity, value: Value): Value | undefined {
    const names = under(under(this.kinds, kindKey(ref)), homeOf(ref));
    const name = nameOf(ref);
    const known = names.get(name);
    if (known === undefined) names.set(name, value);
    return known;
  }
}

function under<Inner>(map: Map<string, Map<string, Inner>>, key: string): Map<string, Inner> {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = new Map<string, Inner>();
  map.set(key, made);
  return made;
}

function kindKey({ group, kind }: Identity): string {
  const home = homeGroup(group, kind);
  return home === '' ? kind : `${home}/${kind}`;
}

function nameOf({ name, generateName }: Identity): string {
  return name === '' && generateName !== undefined ? `${generateName}*` : name;
}
