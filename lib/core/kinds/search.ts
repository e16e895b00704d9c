import { definitionOf } from '../manifest/field-types';
import { isAbsent, isOpaque, isPlain, type PlainObject } from '../manifest/plain';
import { CONTAINER_LISTS } from '../manifest/pod';
import { join } from './paths';
import { mayHoldTexts, namesContainersAndImage, valuesIn } from './text';

/** What a search came upon that may become a container which nobody judges. */
export interface Hit {
  readonly path: string;
  readonly what: 'container' | 'text' | 'hidden' | 'too large';
}

/** What a search passes over, and how suspicious it is. */
export interface SearchOptions {
  /**
   * Paths of containers and pod specs that are judged: of them only the fields are searched that no container or pod has.
   * Paths, since an alias of YAML puts one object in two places.
   * @default none
   */
  readonly judged?: ReadonlyMap<string, 'container' | 'pod'>;
  /** Paths of what nothing runs, or someone else reports. @default none */
  readonly passed?: ReadonlySet<string>;
  /**
   * Whether an image beside a command is a container under any name, and a value that is not known yet may be one: where
   * nobody has read the schema of the kind. @default false
   */
  readonly strict?: boolean;
}

/** The most values of an object that are looked at: of one that has more, nothing is known. */
const MOST_VALUES = 200_000;

/** How deep strings in strings are read. */
const MOST_TEXTS = 3;

/** Keys of lists, maps and objects that hold containers, whatever is before: `initContainers`, `extraContainers`. */
const CONTAINERS = /containers?$/i;
const STEPS = /^(?:script|sidecar|step)s?$|^stepTemplate$/;

/** Fields that beside an image make an object a container, under whatever key it is. */
export const RUNS: readonly string[] = [
  'args',
  'command',
  'envFrom',
  'imagePullPolicy',
  'securityContext',
  'volumeMounts',
];

interface Step {
  readonly value: unknown;
  readonly path: string;
  /** Under which name of containers it is, where it is under one. */
  readonly name?: 'containers' | 'steps';
  /** Its own name in an object. */
  readonly key?: string;
}

/** Fields that steps of pipelines have beside those of a container: the program that they run. */
const PROGRAMS: ReadonlySet<string> = new Set(['script', 'source']);

function isFieldOf(judged: 'container' | 'pod', key = ''): boolean {
  const definition = judged === 'pod' ? 'core.v1.PodSpec' : 'core.v1.EphemeralContainer';
  if (judged === 'pod' && CONTAINER_LISTS.some((list) => list === key)) return false;
  return definitionOf(definition)?.fields.has(key) === true || (judged === 'container' && PROGRAMS.has(key));
}

/**
 * Looks through an object for anything that may become a container: an object with an image under `containers` or the
 * like, and a string that is YAML or JSON with such a thing. Linear, and bounded. The metadata are left out: their fields
 * are those of every kind.
 * @returns the first such place, or undefined where there is none
 */
export function searchContainers(object: PlainObject, options: SearchOptions = {}): Hit | undefined {
  const { metadata: _metadata, ...body } = object;
  return new Search(options).look(body, 0);
}

class Search {
  private looked = 0;

  constructor(private readonly options: SearchOptions) {}

  look(value: unknown, strings: number): Hit | undefined {
    const steps: Step[] = [{ value, path: '' }];
    for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
      this.looked += 1;
      if (this.looked > MOST_VALUES) return { path: step.path, what: 'too large' };
      if (this.options.passed?.has(step.path) === true) continue;
      const judged = this.options.judged?.get(step.path);
      const what = judged === undefined ? this.evaluate(step, strings) : undefined;
      if (what !== undefined) return { path: step.path, what };
      for (const next of inside(step)) {
        if (judged === undefined || !isFieldOf(judged, next.key)) steps.push(next);
      }
    }
    return undefined;
  }

  private evaluate(step: Step, strings: number): Hit['what'] | undefined {
    const { value } = step;
    if (typeof value === 'string') return this.textHolds(value, strings) ? 'text' : undefined;
    if (isOpaque(value)) return this.options.strict === true ? 'hidden' : undefined;
    return isPlain(value) && this.isContainer(value, step.name) ? 'container' : undefined;
  }

  private isContainer(value: PlainObject, name: Step['name']): boolean {
    const { image } = value;
    const runs = RUNS.some((field) => !isAbsent(value[field]));
    if (name === 'containers') return runs || !isAbsent(image);
    if (typeof image !== 'string' && !isOpaque(image)) return false;
    return name === 'steps' || (this.options.strict === true && runs);
  }

  private textHolds(text: string, strings: number): boolean {
    const direct = namesContainersAndImage(text);
    if (!direct && !mayHoldTexts(text)) return false;
    const values = strings < MOST_TEXTS ? valuesIn(text) : undefined;
    if (values === undefined) return direct;
    return values.some((value) => this.look(value, strings + 1) !== undefined);
  }
}

/** What is in a value, the last first: steps are taken from the end. */
function inside({ value, path, name }: Step): Step[] {
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => ({ value: item, path: `${path}[${index}]`, name })).reverse();
  }
  if (!isPlain(value)) return [];
  return Object.keys(value)
    .map((key) => ({ value: value[key], path: join(path, key), name: nameOfContainers(key) ?? name, key }))
    .reverse();
}

/** What kind of containers a field may hold, by its name; undefined where it is no name of containers. */
export function nameOfContainers(key: string): Step['name'] {
  if (CONTAINERS.test(key)) return 'containers';
  return STEPS.test(key) ? 'steps' : undefined;
}
