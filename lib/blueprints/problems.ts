import { describe } from '../core/engine/describe';
import { type InputProblem, InvalidInputError } from '../core/errors';

/** Collects what is wrong with the arguments of one construct, so that it is reported all at once. */
export class Problems {
  private readonly list: InputProblem[] = [];

  constructor(private readonly where: string) {}

  /** Adds a problem; `found` is the value itself. */
  add(field: string, found: unknown, needs: string, fix: string): void {
    this.list.push({ field, found: describe(found), needs, fix });
  }

  /** Adds what a check of core says, each text being what is needed. */
  addAll(field: string, found: unknown, texts: readonly string[], fix: string): void {
    for (const text of texts) this.add(field, found, text, fix);
  }

  get count(): number {
    return this.list.length;
  }

  /** @throws InvalidInputError where anything was added */
  throwIfAny(): void {
    if (this.list.length > 0) throw new InvalidInputError(this.where, this.list);
  }
}
