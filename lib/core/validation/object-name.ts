import type { ObjectRef } from '../manifest/identity';
import { objectNameProblems, subdomainProblems } from '../manifest/names';
import { isNamesake } from '../manifest/registry';
import type { Field } from './field';
import { type NameRule, serviceNames } from './primitives/names';

/** The API server cuts a generated name here, and adds five characters. */
const LONGEST_PREFIX = 58;
const NAME_FIX = 'choose another id or name';
/** Kinds of which the prefix only has to fit into a URL, and the minor version since when. */
const SEGMENT_PREFIXES: ReadonlyMap<string, number> = new Map([
  ['/ReplicationController', 35],
  ['resource.k8s.io/DeviceClass', 36],
]);
/** Kinds that limit the length of the name, and not of what it is made from. */
const PREFIX_MAY_BE_LONG: ReadonlySet<string> = new Set(['batch/CronJob', 'batch/Job']);

/** `metadata.name`, and `metadata.generateName`, from which the server makes one where there is none. */
export function checkObjectName(metadata: Field, ref: ObjectRef): void {
  const [name, prefix] = [metadata.at('name'), metadata.at('generateName')];
  const rule = nameRuleOf(ref, metadata);
  if (prefix.text !== undefined && prefix.text !== '') {
    const problems = prefixProblems(prefix.text, rule, prefixRuleOf(ref, rule, metadata.minor), name.isZero);
    for (const needs of problems) prefix.misnamed(needs, NAME_FIX);
  }
  if (name.isZero && prefix.isZero) name.required('a name', 'give the object a name');
  if (name.isZero || name.text === undefined) return;
  for (const needs of rule(name.text)) name.misnamed(needs, NAME_FIX);
}

function nameRuleOf({ group, kind }: ObjectRef, { context }: Field): NameRule {
  if (kind === 'Service' && group === '') return serviceNames(context);
  const rule = isNamesake(group, kind) ? '' : kind;
  return (name) => objectNameProblems(rule, name);
}

function prefixRuleOf({ group, kind }: ObjectRef, rule: NameRule, minor: number): NameRule {
  const id = `${group}/${kind}`;
  if (minor >= (SEGMENT_PREFIXES.get(id) ?? Number.POSITIVE_INFINITY)) return segmentPrefixProblems;
  return PREFIX_MAY_BE_LONG.has(id) ? subdomainProblems : rule;
}

function segmentPrefixProblems(prefix: string): readonly string[] {
  return /[/%]/.test(prefix) ? ["a prefix without '/' and '%'"] : [];
}

/** What the server adds is a letter or digit, so that a dash before it is no end. */
function prefixProblems(prefix: string, name: NameRule, rule: NameRule, used: boolean): readonly string[] {
  const masked = prefix.length > 1 && prefix.endsWith('-') ? `${prefix.slice(0, -2)}a` : prefix;
  const problems = rule(masked);
  return used && problems.length === 0 ? name(`${prefix.slice(0, LONGEST_PREFIX)}00000`) : problems;
}
