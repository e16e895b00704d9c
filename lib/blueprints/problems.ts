import { describe } from '../core/engine/describe';
import { type InputProblem, InvalidInputError } from '../core/errors';
import { isOpaque, isPlain } from '../core/manifest/plain';
import { checkFields, checkGiven, checkShape, objectOf, type Shape, type ShapeContext } from '../core/shape';
import { type Text, textFrom } from '../model/text';
import type { DeferredValues } from './deferred-values';

/** How the fields of an object are looked at. */
export interface CheckOptions {
  /** Whether values that are known later are left alone. @default false */
  readonly deferred?: boolean;
  /** Fields that have to be there. @default none */
  readonly required?: readonly string[];
  /** Whether fields that nobody knows are refused. @default true */
  readonly strict?: boolean;
}

/** Collects what is wrong with the arguments of one construct, so that it is reported all at once. */
export class Problems {
  private readonly list: InputProblem[] = [];
  private broken = false;

  /**
   * @param where path of the construct
   * @param deferred how to compute with values that are known only later; without it they are kept as they are
   */
  constructor(
    private readonly where: string,
    private readonly deferred?: DeferredValues,
  ) {}

  /**
   * Reads a leaf, now or as soon as it is known; then what is wrong with it fails the deployment.
   * @param parse answers what the manifest holds, and adds what is wrong to the problems that it is given
   */
  leaf(value: unknown, parse: (known: unknown, problems: Problems) => unknown): Text {
    return this.leaves([value], ([known], problems) => parse(known, problems));
  }

  /**
   * Reads leaves that depend on one another, now or as soon as all of them are known.
   * @param parse answers what the manifest holds in place of the first
   */
  leaves(
    values: readonly unknown[],
    parse: (known: readonly unknown[], problems: Problems) => unknown,
  ): Text {
    if (!values.some(isOpaque)) return textFrom(parse(values, this));
    return textFrom(this.deferred?.derive(values, (known) => this.known(known, parse)) ?? values[0]);
  }

  private known(
    known: readonly unknown[],
    parse: (known: readonly unknown[], problems: Problems) => unknown,
  ): unknown {
    const problems = new Problems(this.where);
    const parsed = parse(known, problems);
    problems.throwIfAny();
    return parsed;
  }

  /** Adds a problem; `found` is the value itself. */
  add(field: string, found: unknown, needs: string, fix: string): void {
    this.list.push({ field, found: textOf(found), needs, fix });
  }

  /** Adds what a check of core says, each text being what is needed. */
  addAll(field: string, found: unknown, strings: readonly string[], fix: string): void {
    for (const text of strings) this.add(field, found, text.replace(/; found [^;]*$/, ''), fix);
  }

  /** Adds what another construct says about itself, under a field of this one. */
  addFrom(field: string, error: InvalidInputError): void {
    for (const { found, needs, fix } of error.problems) {
      this.list.push({ field, found: `${error.where}, which has ${found}`, needs, fix });
    }
  }

  /** Adds what is wrong with a part that has problems of its own, below a field of this one. */
  addBelow(field: string, part: Problems): void {
    for (const problem of part.list) this.list.push({ ...problem, field: `${field}.${problem.field}` });
  }

  /** Looks at the fields of an object by their shapes. @param deferred whether values that are known later are left alone */
  check(
    value: unknown,
    fields: Readonly<Record<string, Shape>>,
    { deferred = false, required = [], strict = true }: CheckOptions = {},
  ): void {
    const context: ShapeContext = {
      deferred,
      add: (problem, harmless = false) => {
        this.list.push(problem);
        this.broken ||= !harmless;
      },
    };
    if (!isPlain(value)) checkGiven(value, objectOf(fields, required, 'a plain object'), 'props', context);
    else if (strict) checkFields(value, fields, required, '', context);
    else for (const [key, shape] of Object.entries(fields)) checkShape(value[key], shape, key, context);
  }

  /** Whether values may be known only later; otherwise what is no plain data stays none. */
  get mayComeLater(): boolean {
    return this.deferred !== undefined;
  }

  /** Whether a value is one that is known later, rather than something that is no data, such as a date. */
  comesLater(value: unknown): boolean {
    return this.deferred?.comesLater(value) === true;
  }

  get count(): number {
    return this.list.length;
  }

  /** @throws InvalidInputError with all problems so far, where one keeps the rest from being read */
  throwIfBroken(): void {
    if (this.broken) this.throwIfAny();
  }

  /** @throws InvalidInputError where anything was added */
  throwIfAny(): void {
    if (this.list.length > 0) throw new InvalidInputError(this.where, this.list);
  }
}

/** Numbers that JSON cannot write keep their name. */
function textOf(found: unknown): string {
  return typeof found === 'number' ? String(found) : describe(found);
}
