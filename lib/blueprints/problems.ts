import { describe } from '../core/engine/describe';
import { type InputProblem, InvalidInputError } from '../core/errors';
import { isOpaque } from '../core/manifest/plain';
import type { Later } from './late';

/** Collects what is wrong with the arguments of one construct, so that it is reported all at once. */
export class Problems {
  private readonly list: InputProblem[] = [];

  /**
   * @param where path of the construct
   * @param later how to compute with values that are known only later; without it they are kept as they are
   */
  constructor(
    private readonly where: string,
    private readonly later?: Later,
  ) {}

  /**
   * Reads a leaf, now or as soon as it is known; then what is wrong with it fails the deployment.
   * @param parse answers what the manifest holds, and adds what is wrong to the problems that it is given
   */
  leaf(value: unknown, parse: (known: unknown, problems: Problems) => unknown): unknown {
    return this.leaves([value], ([known], problems) => parse(known, problems));
  }

  /**
   * Reads leaves that depend on one another, now or as soon as all of them are known.
   * @param parse answers what the manifest holds in the place of the first
   */
  leaves(
    values: readonly unknown[],
    parse: (known: readonly unknown[], problems: Problems) => unknown,
  ): unknown {
    if (!values.some(isOpaque)) return parse(values, this);
    return this.later?.derive(values, (known) => this.late(known, parse)) ?? values[0];
  }

  private late(
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
  addAll(field: string, found: unknown, texts: readonly string[], fix: string): void {
    for (const text of texts) this.add(field, found, text.replace(/; found [^;]*$/, ''), fix);
  }

  /** Adds what another construct says about itself, under a field of this one. */
  addFrom(field: string, error: InvalidInputError): void {
    for (const { found, needs, fix } of error.problems) {
      this.list.push({ field, found: `${error.where}, which has ${found}`, needs, fix });
    }
  }

  get count(): number {
    return this.list.length;
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
