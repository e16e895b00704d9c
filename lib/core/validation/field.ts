import { isAbsent, isOpaque, isPlain, type PlainObject } from '../manifest/plain';
import type { ValidationContext } from './context';
import type { Invalid, InvalidType, TakeInvalid } from './problem';

/** What all fields of one object share. */
interface Run {
  readonly context: ValidationContext;
  readonly take: TakeInvalid;
}

const PLAIN_KEY = /^[A-Za-z_$][\w$-]*$/;
const NOTHING: readonly Field[] = Object.freeze([]);

/**
 * A field of an object: its value, its place, and the ways to refuse it. Rules read it as the API server does: null
 * counts as absent, and a value of a wrong type has none of the typed readings, so that no rule judges it (the schema
 * reports it). Below a leaf that is not known yet every field is such a leaf: set, and without a reading.
 */
export class Field {
  private constructor(
    readonly value: unknown,
    private readonly run: Run,
    private readonly parent: Field | undefined,
    private readonly step: string | number,
  ) {}

  /** The object itself. */
  static root(manifest: PlainObject, context: ValidationContext, take: TakeInvalid): Field {
    return new Field(manifest, { context, take }, undefined, '');
  }

  /** A field of the object; absent where this is no object. */
  at(name: string): Field {
    const { value } = this;
    if (!isPlain(value)) return new Field(isOpaque(value) ? value : undefined, this.run, this, name);
    const below = Object.hasOwn(value, name) ? value[name] : undefined;
    return new Field(below === null ? undefined : below, this.run, this, name);
  }

  /** A field some steps below. */
  in(...names: readonly string[]): Field {
    let field: Field = this;
    for (const name of names) field = field.at(name);
    return field;
  }

  /** The items of a list; none where this is no list. */
  items(): readonly Field[] {
    const { value, run } = this;
    if (!Array.isArray(value) || value.length === 0) return NOTHING;
    return Array.from(value, (item: unknown, index) => new Field(item, run, this, index));
  }

  /** The values of a map, each with its {@link key}; none where this is no map. */
  entries(): readonly Field[] {
    const { value, run } = this;
    if (!isPlain(value)) return NOTHING;
    return Object.keys(value).map((key) => new Field(value[key], run, this, key));
  }

  /** The key or field name under which it is; its index as text in a list. */
  get key(): string {
    return String(this.step);
  }

  /** Minor version of Kubernetes 1.x. */
  get minor(): number {
    return this.run.context.minor;
  }

  get context(): ValidationContext {
    return this.run.context;
  }

  /** Whether anything is here, be it a zero value. What a pointer of the API tells apart. */
  get isSet(): boolean {
    return !isAbsent(this.value);
  }

  /** Whether it is absent or the zero value of its type: empty text, list or map, 0, false. */
  get isZero(): boolean {
    const { value } = this;
    if (isAbsent(value) || value === '' || value === 0 || value === false) return true;
    if (Array.isArray(value)) return value.length === 0;
    return isPlain(value) && isEmptyObject(value);
  }

  /** Whether the value is not known yet, so that nothing of it can be judged. */
  get isUnknown(): boolean {
    return isOpaque(this.value);
  }

  /** The text; undefined where it is absent or none. */
  get text(): string | undefined {
    return typeof this.value === 'string' ? this.value : undefined;
  }

  /** The number; undefined where it is absent or none. Numbers above 2^53 are rounded. */
  get number(): number | undefined {
    if (typeof this.value === 'number') return this.value;
    return typeof this.value === 'bigint' ? Number(this.value) : undefined;
  }

  /** Whether it is `true`; absent and unknown are not. */
  get isTrue(): boolean {
    return this.value === true;
  }

  /** The text, or the default of the API where it is absent or empty; undefined where it is no text. */
  textOr<D extends string>(otherwise: D): string | undefined {
    return isAbsent(this.value) || this.value === '' ? otherwise : this.text;
  }

  /** The number, or the default of the API where it is absent; undefined where it is no number. */
  numberOr(otherwise: number): number | undefined {
    return isAbsent(this.value) ? otherwise : this.number;
  }

  /** Such as `spec.template.spec.volumes[1].name`; keys that are no plain words are in brackets. */
  get path(): string {
    const { parent, step } = this;
    if (parent === undefined) return '';
    const above = parent.path;
    if (typeof step === 'number') return `${above}[${step}]`;
    if (!PLAIN_KEY.test(step)) return `${above}[${JSON.stringify(step)}]`;
    return above === '' ? step : `${above}.${step}`;
  }

  /** Refuses the value. @param found what to show instead of the value, such as of a Secret */
  invalid(needs: string, fix = 'write such a value', found: unknown = this.value): void {
    this.report('invalid', needs, fix, found);
  }

  /** Refuses a name, a label or an annotation. */
  misnamed(needs: string, fix = 'choose another name', found: unknown = this.value): void {
    this.report('invalid', needs, fix, found, true);
  }

  /** Refuses that it is absent or empty. */
  required(needs: string, fix = 'write the field'): void {
    this.report('required', needs, fix);
  }

  /** Refuses that it is there. */
  forbidden(needs: string, fix = 'remove the field'): void {
    this.report('forbidden', needs, fix);
  }

  /** Refuses a value that is none of those that there are. */
  notSupported(values: readonly string[], fix?: string): void {
    const needs = values.length === 1 ? `${values[0]}` : `one of ${values.join(', ')}`;
    this.report('not-supported', needs, fix ?? `write ${needs}`);
  }

  /** Refuses the second of two that have to differ. */
  duplicate(needs: string, fix = 'change or remove one of the two', naming = false): void {
    this.report('duplicate', needs, fix, this.value, naming);
  }

  /** Refuses what is too long. @param unit such as `characters` or `bytes` */
  tooLong(limit: number, length: number, unit: string, fix = 'shorten it'): void {
    this.report('too-long', `at most ${limit} ${unit}`, fix, `${length} ${unit}`);
  }

  /** Refuses a list or map that has too many items. */
  tooMany(limit: number, count: number, fix = 'remove some'): void {
    this.report('too-many', `at most ${limit}`, fix, count);
  }

  private report(
    type: InvalidType,
    needs: string,
    fix: string,
    found: unknown = this.value,
    naming = false,
  ): void {
    // Whether it is there at all nobody knows where what it is in is not known.
    if (this.isUnknown && this.parent?.isUnknown === true) return;
    const problem: Invalid = { path: this.path, type, found, needs, fix, naming };
    this.run.take(problem);
  }
}

function isEmptyObject(value: PlainObject): boolean {
  for (const key in value) if (Object.hasOwn(value, key)) return false;
  return true;
}
