import { describe } from '../engine/describe';
import { append, isAbsent, isPlain, type PlainObject } from '../manifest/plain';
import { CONTAINER_LISTS, type ContainerList } from '../manifest/pod';
import { isBuiltinGroup } from '../manifest/registry';
import { isPath } from './paths';
import type { ContainerPlace, KindRecord, PodPlace, PodShape } from './record';

/** Records that were read, and one line for everything that is wrong with the others. */
export interface ParsedRecords {
  readonly records: KindRecord[];
  readonly problems: string[];
}

/** What a list of records may refer to. */
export interface ParseOptions {
  /** Lists of fields by name, for `takes`. @default none */
  readonly takes?: Readonly<Record<string, readonly string[]>>;
  /** Whether it is one of ours, which may say what a file of a user may not. @default false */
  readonly known?: boolean;
}

const SHAPES: readonly PodShape[] = ['template', 'partial', 'containers', 'none'];
const FIELDS = ['group', 'kind', 'version', 'plural', 'scope', 'pods', 'like', 'unseen'];
const OURS = ['open', 'patterns'];
const PLACE_FIELDS = [
  'path',
  'shape',
  'spec',
  'metadata',
  'above',
  'containers',
  'takes',
  'decides',
  'defaults',
  'writes',
  'unless',
  'optional',
];
const OUR_PLACE_FIELDS = ['trusted'];

const NEEDS =
  'a list of kinds: - { group: example.com, kind: Widget, pods: [] }, with the paths of pod templates in pods, such as spec.template';

/** Reads records as they are in a file of kinds: plain data. Everything that is wrong is said at once. */
export function parseRecords(value: unknown, options: ParseOptions = {}): ParsedRecords {
  const parsed: ParsedRecords = { records: [], problems: [] };
  if (!Array.isArray(value)) {
    parsed.problems.push(`found ${describe(value)}; needs ${NEEDS}`);
    return parsed;
  }
  for (const [index, item] of value.entries()) {
    const reader = new Reader(`kind ${index + 1}`, options);
    const record = reader.record(item);
    append(parsed.problems, reader.problems);
    if (record !== undefined && reader.problems.length === 0) parsed.records.push(record);
  }
  return parsed;
}

/** An object without the fields that are not set, so that what was read can be read again. */
function defined<T extends object>(object: T): T {
  for (const key of Object.keys(object))
    if (Reflect.get(object, key) === undefined) Reflect.deleteProperty(object, key);
  return object;
}

class Reader {
  readonly problems: string[] = [];

  constructor(
    private readonly where: string,
    private readonly options: ParseOptions,
  ) {}

  record(item: unknown): KindRecord | undefined {
    if (!isPlain(item)) {
      this.problem('', item, 'an object such as { group: example.com, kind: Widget, pods: [] }');
      return undefined;
    }
    this.refuseUnknown(item, '', this.options.known === true ? [...FIELDS, ...OURS] : FIELDS);
    const group = this.text(item, 'group', '', 'the API group of the kind') ?? '';
    const kind = this.text(item, 'kind', '', 'the kind') ?? '';
    if (group !== '' && (isBuiltinGroup(group) || !group.includes('.'))) {
      this.problem('group', group, 'a group that is not of Kubernetes itself');
    }
    return defined({
      group,
      kind,
      version: this.optional(item, 'version'),
      plural: this.optional(item, 'plural'),
      scope: this.scope(item.scope),
      like: this.optional(item, 'like'),
      pods: this.places(item.pods),
      unseen: this.paths(item, 'unseen', ''),
      open: this.paths(item, 'open', ''),
      patterns: this.paths(item, 'patterns', ''),
    });
  }

  private places(value: unknown): PodPlace[] {
    if (Array.isArray(value)) return value.flatMap((item, index) => this.place(item, `pods[${index}]`));
    this.problem('pods', value, 'a list of places; [] says that the kind carries no pod');
    return [];
  }

  /** A path alone is that of a template. */
  private place(item: unknown, at: string): PodPlace[] {
    if (typeof item === 'string') {
      this.checkPath(at, item);
      return [{ path: item, shape: 'template' }];
    }
    if (!isPlain(item)) {
      this.problem(at, item, 'the path of a pod template, or { path, shape }');
      return [];
    }
    const known = this.options.known === true ? [...PLACE_FIELDS, ...OUR_PLACE_FIELDS] : PLACE_FIELDS;
    this.refuseUnknown(item, `${at}.`, known);
    const path = typeof item.path === 'string' ? item.path : '';
    if (typeof item.path !== 'string') this.problem(`${at}.path`, item.path, 'a path such as spec.template');
    for (const key of ['path', 'spec', 'metadata', 'above', 'defaults']) {
      if (typeof item[key] === 'string') this.checkPath(`${at}.${key}`, item[key]);
    }
    const shape = SHAPES.find((known) => known === (item.shape ?? 'template'));
    if (shape === undefined) this.problem(`${at}.shape`, item.shape, SHAPES.join(', '));
    return [
      defined({
        path,
        shape: shape ?? 'template',
        spec: this.optional(item, 'spec', `${at}.`),
        metadata: item.metadata === null ? null : this.optional(item, 'metadata', `${at}.`),
        above: this.optional(item, 'above', `${at}.`),
        containers: this.containers(item.containers, `${at}.containers`),
        takes: this.takes(item, `${at}.`),
        decides: this.strings(item, 'decides', `${at}.`),
        defaults: this.optional(item, 'defaults', `${at}.`),
        trusted: this.flag(item, 'trusted', `${at}.`),
        writes: this.object(item, 'writes', `${at}.`),
        unless: this.paths(item, 'unless', `${at}.`),
        optional: this.flag(item, 'optional', `${at}.`),
      }),
    ];
  }

  private containers(value: unknown, at: string): ContainerPlace[] | undefined {
    if (isAbsent(value)) return undefined;
    const items = Array.isArray(value) ? value : [value];
    return items.flatMap((item: unknown, index) => {
      const place = typeof item === 'string' ? { path: item } : item;
      if (!isPlain(place) || typeof place.path !== 'string') {
        this.problem(`${at}[${index}]`, item, '{ path, list }');
        return [];
      }
      this.checkPath(`${at}[${index}].path`, place.path);
      return [defined({ path: place.path, list: this.list(place.list, `${at}[${index}].list`) })];
    });
  }

  private list(value: unknown, at: string): ContainerList | undefined {
    if (isAbsent(value)) return undefined;
    const list = CONTAINER_LISTS.find((known) => known === value);
    if (list === undefined) this.problem(at, value, CONTAINER_LISTS.join(', '));
    return list;
  }

  private takes(item: PlainObject, at: string): readonly string[] | undefined {
    const { takes } = item;
    if (typeof takes !== 'string') return this.strings(item, 'takes', at);
    const named = this.options.takes?.[takes];
    if (named === undefined) this.problem(`${at}takes`, takes, 'a list of fields');
    return named;
  }

  private scope(value: unknown): KindRecord['scope'] {
    if (isAbsent(value)) return undefined;
    if (value === 'Namespaced' || value === 'Cluster') return value;
    this.problem('scope', value, 'Namespaced or Cluster');
    return undefined;
  }

  private paths(item: PlainObject, key: string, at: string): readonly string[] | undefined {
    const paths = this.strings(item, key, at);
    for (const path of paths ?? []) this.checkPath(`${at}${key}`, path);
    return paths;
  }

  private strings(item: PlainObject, key: string, at: string): readonly string[] | undefined {
    const value = item[key];
    if (isAbsent(value)) return undefined;
    const isText = (one: unknown): one is string => typeof one === 'string';
    if (Array.isArray(value) && value.every(isText)) return value;
    this.problem(`${at}${key}`, value, 'a list of strings');
    return undefined;
  }

  private object(item: PlainObject, key: string, at: string): PlainObject | undefined {
    const value = item[key];
    if (isAbsent(value)) return undefined;
    if (!isPlain(value)) this.problem(`${at}${key}`, value, 'an object');
    return isPlain(value) ? value : undefined;
  }

  private flag(item: PlainObject, key: string, at: string): boolean | undefined {
    const value = item[key];
    if (isAbsent(value)) return undefined;
    if (typeof value !== 'boolean') this.problem(`${at}${key}`, value, 'true or false');
    return value === true;
  }

  private optional(item: PlainObject, key: string, at = ''): string | undefined {
    return isAbsent(item[key]) ? undefined : this.text(item, key, at, 'a string');
  }

  private text(item: PlainObject, key: string, at: string, needs: string): string | undefined {
    const value = item[key];
    if (typeof value === 'string' && (value !== '' || key === 'spec')) return value;
    this.problem(`${at}${key}`, value, needs);
    return undefined;
  }

  private checkPath(at: string, path: string): void {
    if (!isPath(path)) this.problem(at, path, 'a path such as spec.template or spec.tasks[].template');
  }

  private refuseUnknown(item: PlainObject, at: string, known: readonly string[]): void {
    for (const key of Object.keys(item)) {
      if (!known.includes(key)) this.problems.push(`${this.where}: there is no field '${at}${key}'`);
    }
  }

  private problem(at: string, found: unknown, needs: string): void {
    const place = at === '' ? '' : `, ${at}`;
    this.problems.push(`${this.where}${place}: found ${describe(found)}; needs ${needs}`);
  }
}
