import { identityKey, refOf } from '../../core/manifest/identity';
import type { PlainObject } from '../../core/manifest/plain';
import type { KindRegistry } from '../../core/manifest/registry';
import type { Suppression } from '../../core/policy/waiver';
import { quiet } from '../errors';
import { refusing } from '../unfinished';
import { machinery } from './lazy';
import type { EvaluateOptions, Planned } from './render-all';

/**
 * Everything of one app. Resources are registered where the program makes them; what they hold is rendered, hardened
 * and judged as a whole once the program has said everything: when its turn of the event loop ends. Then either all
 * of them are made, or none.
 */
export class Rendering {
  private readonly planned: Planned[] = [];
  private readonly declared: (() => readonly Suppression[])[] = [];
  private readonly beside = new Map<string, PlainObject>();
  private readonly result: Promise<ReadonlyMap<Planned, PlainObject>>;
  private resolve: (manifests: ReadonlyMap<Planned, PlainObject>) => void = () => undefined;
  private reject: (reason: unknown) => void = () => undefined;
  private frames = 0;
  private done = false;

  constructor(private readonly options: EvaluateOptions) {
    this.result = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    setImmediate(() => this.renderIfWhole());
  }

  /** The kinds that are known to its policy. */
  get registry(): KindRegistry {
    return this.options.compiled.registry;
  }

  /** Whether everything has been rendered, so that nothing more can be said. */
  get isRendered(): boolean {
    return this.done;
  }

  /** Plans an object. @returns it, rendered, once everything is */
  add(planned: Planned): Promise<PlainObject> {
    this.planned.push(planned);
    return this.result.then((manifests) => manifests.get(planned) ?? planned.render());
  }

  /**
   * Records third-party objects that policies of the app select: what the app's objects promise is judged with them, and
   * they themselves are not.
   */
  addBeside(manifests: readonly PlainObject[]): void {
    for (const manifest of manifests) this.beside.set(identityKey(refOf(manifest)), manifest);
  }

  /** The files of the app that are no objects, by their names, once everything has been said. */
  configuration(): Promise<Readonly<Record<string, string>>> {
    return this.result.then(() => machinery().configurationOf(this.options));
  }

  /**
   * Says that waivers are somewhere, also where no object inherits them.
   * @param suppressions which of them count here, asked once everything has been said
   */
  declare(suppressions: () => readonly Suppression[]): void {
    this.declared.push(suppressions);
  }

  /** Keeps the rendering back until the program has run to its end. */
  async during<T>(program: () => Promise<T>): Promise<T> {
    this.frames += 1;
    try {
      const result = await program();
      this.frames -= 1;
      setImmediate(() => this.renderIfWhole());
      return result;
    } catch (error) {
      this.done = true;
      this.reject(quiet(error));
      throw quiet(error);
    }
  }

  /** Runs what makes the app; where that fails, nothing of it is made. */
  making<T>(program: () => T): T {
    try {
      return program();
    } catch (error) {
      this.done = true;
      this.reject(quiet(error));
      throw quiet(error);
    }
  }

  private renderIfWhole(): void {
    if (this.frames > 0 || this.done) return;
    this.done = true;
    const beside = [...this.beside.values()];
    const declared = this.declared.flatMap((suppressions) => suppressions());
    try {
      this.resolve(
        refusing(() => machinery().renderAll(this.planned, declared, { ...this.options, beside })),
      );
    } catch (error) {
      this.reject(quiet(error));
    }
  }
}
