import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type ControlId, controlIds, noControl } from '../core/controls';
import type { Place } from '../core/engine/excuses';
import { isPlain, type PlainObject } from '../core/manifest/plain';
import type { Excuse, TargetedWaiver } from '../core/policy/waiver';
import { readYaml } from '../core/yaml';
import { messageOfError } from './errors';
import { UsageError } from './io';

/** The waivers of a file, and the line on which each of them stands. */
export interface WaiverFile {
  readonly waivers: readonly TargetedWaiver[];
  readonly places: ReadonlyMap<Excuse, Place>;
}

/**
 * Reads waivers by kind, namespace and name: a list in YAML or JSON. Whether each of them holds (its date, its
 * reason) is the engine's business; here it has to have the form of one.
 * @throws UsageError with all that is wrong with the file
 */
export function readWaivers(file: string, cwd: string): WaiverFile {
  const { documents, problems } = readYaml(textOf(file, cwd), file);
  const lines = problems.map(({ message }) => message);
  const places = new Map<TargetedWaiver, Place>();
  for (const document of documents) {
    const { value } = document;
    if (!Array.isArray(value)) {
      lines.push(
        `${file}: needs a list of waivers: - { control, reason, owner, expires, on: { kind, namespace, name } }`,
      );
      continue;
    }
    for (const [index, item] of value.entries()) {
      const waiver = waiverOf(item, (problem) => lines.push(`${file}, waiver ${index + 1}: ${problem}`));
      const line = document.lineOf([index]) ?? document.line;
      if (waiver !== undefined) places.set(waiver, { file, line });
    }
  }
  if (lines.length > 0) throw new UsageError(lines);
  return { waivers: [...places.keys()], places };
}

function textOf(file: string, cwd: string): string {
  try {
    return readFileSync(resolve(cwd, file), 'utf8');
  } catch (error) {
    throw new UsageError([`${file}: ${messageOfError(error)}`]);
  }
}

const KNOWN = new Set(['control', 'reason', 'owner', 'expires', 'ticket', 'container', 'finding', 'on']);

/** YAML as Kubernetes reads it takes the key `on` for true, and a key is a text: so it arrives as this one. */
const ON_IN_YAML = 'true';

function waiverOf(given: unknown, problem: (text: string) => void): TargetedWaiver | undefined {
  const item = isPlain(given) ? withOn(given) : given;
  if (!isPlain(item)) {
    problem('needs an object');
    return undefined;
  }
  for (const key of Object.keys(item)) if (!KNOWN.has(key)) problem(`there is no field '${key}'`);
  const on = targetOf(item.on, problem);
  const control = controlIn(item, problem);
  const [reason, owner, expires] = ['reason', 'owner', 'expires'].map((key) => textIn(item, key, problem));
  const optional = (key: string): string | undefined =>
    item[key] === undefined ? undefined : textIn(item, key, problem);
  const [ticket, container, finding] = ['ticket', 'container', 'finding'].map(optional);
  if (on === undefined || control === undefined) return undefined;
  if (reason === undefined || owner === undefined || expires === undefined) return undefined;
  return { control, reason, owner, expires, ticket, container, finding, on };
}

function withOn({ [ON_IN_YAML]: on, ...rest }: PlainObject): PlainObject {
  return on === undefined ? rest : { ...rest, on };
}

function targetOf(on: unknown, problem: (text: string) => void): TargetedWaiver['on'] | undefined {
  if (!isPlain(on)) {
    problem('on: needs { kind, namespace, name }');
    return undefined;
  }
  const optional = (key: string): string | undefined =>
    on[key] === undefined ? undefined : textIn(on, key, problem, 'on.');
  const kind = textIn(on, 'kind', problem, 'on.');
  const generateName = optional('generateName');
  const name = on.generateName === undefined ? textIn(on, 'name', problem, 'on.') : optional('name');
  const namespace = optional('namespace');
  return kind === undefined ? undefined : { kind, name, generateName, namespace };
}

function controlIn(item: PlainObject, problem: (text: string) => void): ControlId | undefined {
  const given = textIn(item, 'control', problem);
  if (given === undefined) return undefined;
  const control = controlIds.find((id) => id === given);
  if (control === undefined) problem(noControl(given));
  return control;
}

function textIn(
  owner: PlainObject,
  key: string,
  problem: (text: string) => void,
  prefix = '',
): string | undefined {
  const value = owner[key];
  if (typeof value === 'string') return value;
  problem(`${prefix}${key}: needs a text`);
  return undefined;
}
