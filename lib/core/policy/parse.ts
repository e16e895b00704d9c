import { type ControlId, type ControlParams, controlOf, idFrom, noControl } from '../controls';
import type { OwnControl } from '../controls/own';
import { describe } from '../engine/describe';
import { FieldReader, problem, type ReadValue } from '../field-reader';
import type { KindDeclaration } from '../kinds/declaration';
import { parseRecords } from '../kinds/parse';
import { append, isPlain } from '../manifest/plain';
import { hasOldTarget, OLD_TARGET, parseWaiver } from './parse-waiver';
import { dev, type Policy, type PolicyOptions, restricted } from './policy';
import type { TargetedWaiver } from './waiver';

/** A policy that was read, and everything that is wrong with it. */
export interface ParsedPolicy {
  readonly policy: Policy;
  readonly problems: readonly string[];
  /** What is read although it has another name now; each once. */
  readonly notes: readonly string[];
}

const PROFILES = ['restricted', 'dev'] as const;
const FIELDS = [
  'profile',
  'owner',
  'email',
  'environment',
  'params',
  'without',
  'everywhere',
  'locked',
  'waivers',
  'maxWaiverDays',
  'kinds',
];

const MOST_DAYS = 36_500;

/**
 * Reads a policy as people write it: the name of its profile (`restricted` where it has none), and the fields of
 * {@link PolicyOptions}.
 * @param over fields in place of those of the file, and the controls that a file cannot hold
 */
export function parsePolicy(value: unknown, over: PolicyOptions = {}): ParsedPolicy {
  const problems: string[] = [];
  const fields = FieldReader.of(value, '', problems);
  if (fields === undefined) return { policy: restricted(over), problems, notes: [] };
  fields.only(...FIELDS);
  const make = { restricted, dev }[fields.oneOf('profile', PROFILES) ?? 'restricted'];
  const options: PolicyOptions = {
    owner: fields.text('owner'),
    email: fields.text('email'),
    environment: fields.text('environment'),
    params: paramsOf(fields.raw('params'), over.controls ?? [], problems),
    without: fields.list('without', controlIn(problems)),
    everywhere: fields.list('everywhere', controlIn(problems)),
    locked: fields.list('locked', controlIn(problems)),
    waivers: fields.list('waivers', waiverIn(problems)),
    maxWaiverDays: fields.whole('maxWaiverDays', 1, MOST_DAYS),
    kinds: kindsOf(fields.raw('kinds'), problems),
  };
  const waivers = [...(options.waivers ?? []), ...(over.waivers ?? [])];
  const written = fields.raw('waivers');
  const notes = Array.isArray(written) && written.some(hasOldTarget) ? [OLD_TARGET] : [];
  return { policy: make({ ...options, ...over, waivers }), problems, notes };
}

function controlIn(problems: string[]): ReadValue<ControlId> {
  return (value, at) => {
    const control = idFrom(value);
    if (control === undefined) {
      problems.push(
        `${at}: ${typeof value === 'string' ? noControl(value) : problem('', value, 'the id of a control')}`,
      );
    }
    return control;
  };
}

function waiverIn(problems: string[]): ReadValue<TargetedWaiver> {
  return (value, at) => parseWaiver(value, (text) => problems.push(`${at}: ${text}`));
}

function kindsOf(value: unknown, problems: string[]): readonly KindDeclaration[] | undefined {
  if (value === undefined || value === null) return undefined;
  const parsed = parseRecords(value);
  append(
    problems,
    parsed.problems.map((text) => `kinds: ${text}`),
  );
  return parsed.records;
}

function paramsOf(value: unknown, own: readonly OwnControl[], problems: string[]): ControlParams | undefined {
  if (value === undefined || value === null) return undefined;
  const found: string[] = [];
  const params = isParams(value, own, found) ? value : undefined;
  append(problems, found);
  return params;
}

/** Whether a value gives parameters to controls: those that they have, in the form of their defaults. */
function isParams(value: unknown, own: readonly OwnControl[], problems: string[]): value is ControlParams {
  if (!isPlain(value)) {
    problems.push(problem('params', value, 'a map of controls'));
    return false;
  }
  for (const [id, given] of Object.entries(value)) {
    const control = own.find((one) => one.id === id) ?? controlOf(id);
    const defaults = control?.params;
    if (control === undefined) problems.push(`params: ${noControl(id)}`);
    else if (!isPlain(defaults)) problems.push(`params.${id}: the control has no parameters`);
    else if (!isPlain(given)) problems.push(problem(`params.${id}`, given, 'a map of parameters'));
    else checkParams(`params.${id}`, given, defaults, problems);
  }
  return problems.length === 0;
}

function checkParams(
  at: string,
  given: Readonly<Record<string, unknown>>,
  defaults: Readonly<Record<string, unknown>>,
  problems: string[],
): void {
  for (const [key, value] of Object.entries(given)) {
    const usual = defaults[key];
    if (!Object.hasOwn(defaults, key)) {
      problems.push(`${at}.${key}: there is no such parameter; one of ${Object.keys(defaults).join(', ')}`);
    } else if (usual !== undefined && usual !== null && formOf(value) !== formOf(usual)) {
      problems.push(problem(`${at}.${key}`, value, `${formOf(usual)}, such as ${describe(usual)}`));
    }
  }
}

function formOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (isPlain(value)) return 'a map';
  return typeof value === 'string' ? 'a string' : `a ${typeof value}`;
}
