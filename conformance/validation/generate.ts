import { builtinKinds } from '../../lib/core/manifest/registry';
import { type Case, type Change, changed, type Generator, REMOVED } from './cases';
import { definitionsIn } from './coverage';
import { changesByType } from './mutate';
import type { Sites } from './sites';

/** How many of the changes by type are kept of one base at least, so that a small kind is not drowned by a large one. */
const LEAST = 60;
/** How many objects have to fire each rule, and to pass it: a few more than are asked for, as versions differ. */
const PER_RULE = 26;
/** How many valid neighbours of a base are tried with a change that is made again. */
const NEIGHBOURS = 30;

/** A change of a base, not yet made. */
interface Candidate {
  readonly name: string;
  readonly base: Case['object'];
  readonly change: Change;
  readonly sites: readonly string[];
  /** Whether the newest version takes it: an older one may only do so because it drops the field. */
  readonly passes: boolean;
}

/** Tells which rules refuse an object at some version, and whether the newest takes it. */
export type Fired = (object: Case['object']) => Pick<Candidate, 'sites' | 'passes'>;

/** Tells it by what the product says at several versions, the newest of them last. */
export function firedBy(
  sites: Sites,
  judges: readonly ((object: Case['object']) => readonly unknown[])[],
): Fired {
  return (object) => {
    sites.take();
    const passes = judges.map((judge) => judge(object).length === 0).at(-1) ?? false;
    return { sites: [...sites.take().keys()], passes };
  };
}

/**
 * The cases of all generators, `count` of them, the same in every run: every base and every change that a generator names;
 * for every rule so many changes that refuse, each beside another valid change, that it is shown to hold; for every
 * definition so many valid ones with it; and of the changes by type so many that the number is reached, spread evenly.
 */
export function casesOf(generators: readonly Generator[], count: number, fired: Fired): Case[] {
  const cases: Case[] = [];
  const spare: Case[][] = [];
  const [refusals, uses] = [new Map<string, number>(), new Map<string, number>()];
  for (const [index, { bases, changes }] of generators.entries()) {
    for (const name of Object.keys(changes))
      if (bases[name] === undefined) throw new Error(`no base is called ${name}`);
    for (const [name, base] of Object.entries(bases)) {
      const named = [{}, ...(changes[name] ?? [])].map((change) => candidateOf(name, base, change, fired));
      const byType = changesByType(base, typeOf(name, base), index === 0).map((change) =>
        candidateOf(name, base, change, fired),
      );
      cases.push(...named.map(caseOf));
      const all = [...named, ...byType];
      for (const { sites } of named) count1(refusals, sites);
      cases.push(...beside(all, all, ({ sites }) => sites, refusals));
      const valid = named.filter(({ passes }) => passes).map(withDefinitions);
      for (const { definitions } of valid) count1(uses, definitions);
      cases.push(...beside(valid, all, ({ definitions }) => definitions, uses));
      spare.push(byType.map(caseOf));
    }
  }
  const total = spare.reduce((sum, of) => sum + of.length, 0);
  const share = Math.min(1, Math.max(0, count - cases.length) / Math.max(1, total));
  const kept = spare.flatMap((of) => evenly(of, Math.max(LEAST, Math.round(of.length * share))));
  return [...cases, ...kept];
}

/** A candidate with the definitions that are used in it. */
function withDefinitions(candidate: Candidate): Candidate & { readonly definitions: readonly string[] } {
  return { ...candidate, definitions: [...definitionsIn(changed(candidate.base, candidate.change))] };
}

/** Changes that show what is shown too seldom, each made beside changes that the base survives. */
function beside<T extends Candidate>(
  candidates: readonly T[],
  all: readonly Candidate[],
  shown: (candidate: T) => readonly string[],
  counts: Map<string, number>,
): Case[] {
  const neighbours = evenly(
    all.filter(({ sites }) => sites.length === 0),
    NEIGHBOURS,
  );
  const made: Case[] = [];
  for (const candidate of candidates) {
    for (const neighbour of neighbours) {
      const what = shown(candidate);
      if (!what.some((name) => (counts.get(name) ?? 0) < PER_RULE)) break;
      if (!areApart(candidate.change, neighbour.change)) continue;
      made.push(caseOf({ ...candidate, change: { ...neighbour.change, ...candidate.change } }));
      count1(counts, what);
    }
  }
  return made;
}

/** Whether two changes touch no common path, and none that lies in one of the other. */
function areApart(one: Change, other: Change): boolean {
  return Object.keys(one).every((path) =>
    Object.keys(other).every((second) => !path.startsWith(second) && !second.startsWith(path)),
  );
}

function count1(counts: Map<string, number>, names: readonly string[]): void {
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
}

function candidateOf(name: string, base: Case['object'], change: Change, fired: Fired): Candidate {
  return { name, base, change, ...fired(changed(base, change)) };
}

function typeOf(name: string, base: Case['object']): string {
  const type = builtinKinds.kindOf(String(base.apiVersion), String(base.kind))?.type;
  if (type === undefined) throw new Error(`${name}: ${String(base.kind)} is no kind of Kubernetes`);
  return type;
}

/** So many of a list, spread over it. */
function evenly<T>(items: readonly T[], count: number): T[] {
  if (count >= items.length) return [...items];
  return Array.from(
    { length: count },
    (_, index) => items[Math.floor((index * items.length) / count)],
  ).filter((item) => item !== undefined);
}

function caseOf({ name, base, change }: Candidate): Case {
  const text = Object.entries(change).map(
    ([path, value]) => `${path}=${value === REMOVED ? 'removed' : shown(value)}`,
  );
  return { name: text.length === 0 ? name : `${name}: ${text.join(', ')}`, object: changed(base, change) };
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 100 ? `${text.slice(0, 97)}...` : text;
}
