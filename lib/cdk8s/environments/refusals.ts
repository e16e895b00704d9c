import { BulwarkError, InvalidInputError } from '../../core/errors';

/** What stands against environments: the same in several of them is said once, with their names. */
export class Refusals {
  private readonly found = new Map<
    string,
    { readonly error: BulwarkError | string; readonly names: Set<string> }
  >();
  private readonly common: string[] = [];
  private broken = false;

  /** @param all the names of all environments */
  constructor(private readonly all: readonly string[]) {}

  /** Runs something for an environment, and keeps what it says. @throws what is no error of ours */
  during(name: string, run: () => void): void {
    try {
      run();
    } catch (error) {
      if (!(error instanceof BulwarkError)) throw error;
      this.broken = true;
      this.put(name, error.message, error);
    }
  }

  /** A finding in one environment. */
  add(name: string, message: string): void {
    this.put(name, message, message);
  }

  /** A problem that environments have with one another. */
  addForAll(problem: string): void {
    this.broken = true;
    this.common.push(problem);
  }

  /** What is in it, one line each. */
  get lines(): readonly string[] {
    return [...this.errors.flatMap(linesOf), ...this.common];
  }

  /** @throws BulwarkError with all of it, where there is any */
  throwIfAny(): void {
    const errors = [...this.errors, ...this.common];
    if (errors.length === 0) return;
    const what = this.broken ? 'problem' : 'finding';
    const count = errors.length === 1 ? `one ${what}` : `${errors.length} ${what}s`;
    throw new BulwarkError(`${count} in environments; nothing was written`, errors);
  }

  private get errors(): (BulwarkError | string)[] {
    return [...this.found.values()].map(({ error, names }) => {
      const where =
        names.size === this.all.length && names.size > 1 ? 'all environments' : [...names].join(', ');
      if (typeof error === 'string') return `${where}: ${error}`;
      // What is wrong with an environment itself says its name.
      if (error instanceof InvalidInputError && error.where === `environment ${where}`) return error;
      return new BulwarkError(`${where}: ${error.title}`, error.messages);
    });
  }

  private put(name: string, key: string, error: BulwarkError | string): void {
    const known = this.found.get(key) ?? { error, names: new Set<string>() };
    known.names.add(name);
    this.found.set(key, known);
  }
}

function linesOf(error: BulwarkError | string): string[] {
  return (typeof error === 'string' ? error : error.message).split('\n');
}
