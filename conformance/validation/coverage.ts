import { definitionOf, type FieldType } from '../../lib/core/manifest/field-types';
import { isPlain, type PlainObject, stringAt } from '../../lib/core/manifest/plain';
import { builtinKinds } from '../../lib/core/manifest/registry';
import { stepsOf } from './cases';
import reviewed from './reviewed.json';
import { allSites } from './sites';

/** How many objects each rule has to have refused, and let pass. */
const LEAST = 20;

const UNCOVERED: ReadonlyMap<string, string> = new Map(
  reviewed.uncovered.map(({ rule, because }) => [rule, because]),
);

/** Which rules have refused an object that a server refuses too, and seen their field in one that it takes. */
export class Coverage {
  private readonly refused = new Map<string, number>();
  private readonly fields = new Map<string, Set<string>>();
  private readonly admitted = new Map<string, number>();

  /** @param sites the rules that refused the object, with the path at which they did */
  add(object: PlainObject, sites: ReadonlyMap<string, string>, taken: boolean): void {
    if (taken) {
      for (const field of definitionsIn(object))
        this.admitted.set(field, (this.admitted.get(field) ?? 0) + 1);
      return;
    }
    for (const [site, path] of sites) {
      this.refused.set(site, (this.refused.get(site) ?? 0) + 1);
      const fields = this.fields.get(site) ?? new Set();
      this.fields.set(site, fields.add(ownerOf(object, path)));
    }
  }

  /** How many objects a rule has refused, and in how many that the server takes its field is. */
  countOf(site: string): { readonly refused: number; readonly admitted: number } {
    const fields = [...(this.fields.get(site) ?? [])];
    const admitted = fields.reduce((sum, field) => sum + (this.admitted.get(field) ?? 0), 0);
    return { refused: this.refused.get(site) ?? 0, admitted };
  }
}

/**
 * The rules that at no version were shown to hold, as one line each; and how many there are but for those that
 * were reviewed.
 */
export function uncovered(versions: readonly Coverage[]): {
  readonly problems: string[];
  readonly rules: number;
} {
  const sites = allSites();
  const problems: string[] = [];
  for (const site of sites) {
    const counts = versions.map((version) => version.countOf(site));
    if (counts.some(({ refused, admitted }) => refused >= LEAST && admitted >= LEAST)) continue;
    if (UNCOVERED.has(site)) continue;
    const text = counts.map(({ refused, admitted }) => `${refused} and ${admitted}`).join(', ');
    problems.push(`${site}: refused and let pass ${text}; each has to be ${LEAST}`);
  }
  for (const site of UNCOVERED.keys())
    if (!sites.includes(site)) problems.push(`${site} is no rule any more`);
  return { problems, rules: sites.length - UNCOVERED.size };
}

/** The definition in which a path ends, such as `core.v1.ServicePort`: where a rule looks, whatever object it is in. */
function ownerOf(object: PlainObject, path: string): string {
  let type = typeOf(object);
  let owner = type?.form === 'definition' ? type.name : '';
  for (const step of stepsOf(path)) {
    if (type === undefined) break;
    if (type.form === 'definition') {
      owner = type.name;
      type = definitionOf(type.name)?.fields.get(String(step))?.type;
    } else type = type.form === 'list' || type.form === 'map' ? type.of : undefined;
  }
  return owner;
}

/** Every definition that is used in an object. */
export function definitionsIn(object: PlainObject): Set<string> {
  const found = new Set<string>();
  const type = typeOf(object);
  if (type !== undefined) visit(object, type, found);
  return found;
}

function visit(value: unknown, type: FieldType, found: Set<string>): void {
  if (type.form === 'definition' && isPlain(value)) {
    found.add(type.name);
    for (const [name, field] of definitionOf(type.name)?.fields ?? []) visit(value[name], field.type, found);
  } else if (type.form === 'list' && Array.isArray(value))
    for (const item of value) visit(item, type.of, found);
  else if (type.form === 'map' && isPlain(value))
    for (const item of Object.values(value)) visit(item, type.of, found);
}

function typeOf(object: PlainObject): FieldType | undefined {
  const info = builtinKinds.kindOf(stringAt(object, 'apiVersion') ?? '', stringAt(object, 'kind') ?? '');
  return info?.type === undefined ? undefined : { form: 'definition', name: info.type };
}
