import { checkArgument, checkOptions } from '../../core/check-input';
import { BulwarkError } from '../../core/errors';
import type { PlainObject } from '../../core/manifest/plain';
import { anObject, flag, listOf, mapOf, number, type Shape, type ShapeTable, text } from '../../core/shape';
import { planConfiguration } from '../../writer/files';
import { keepingStack } from '../internals';
import type { Judgeable } from './judged';
import { loadPulumi, type Pulumi } from './load';
import type { Recording, StackOptions } from './recording';
import { RejectionTrap } from './rejections';
import { Session } from './session';
import { settle } from './settle';
import { UnknownValue } from './values';

/** How a program is rendered. */
export interface RenderOptions extends StackOptions {
  /** How long nothing may happen before the program counts as stuck, in milliseconds. @default 3000 */
  readonly patience?: number;
}

/** What a program came to. */
export interface PulumiRendering extends Recording {
  /** The objects, as {@link Recording.resources} has them. */
  readonly manifests: readonly PlainObject[];
  /** What the program returned or exported, resolved. Of a value that is not known yet, an opaque leaf. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Files that are no objects, by their names in an output: configuration of the control plane. */
  readonly configuration: ReadonlyMap<string, string>;
}

/** A program: its code in a function, or a function that loads its module. */
export type PulumiProgram = () => unknown;

const JUDGEABLE = new WeakMap<PulumiRendering, Judgeable>();

/** How a rendered program is judged; undefined for what only looks like one. */
export function judgeableOf(rendering: PulumiRendering): Judgeable | undefined {
  return JUDGEABLE.get(rendering);
}

const PROGRAM: Shape = {
  needs: 'a function that makes the resources',
  sample: "() => require('./index')",
  opaque: true,
  fits: (value) => typeof value === 'function',
};

const OPTIONS: ShapeTable<RenderOptions> = {
  project: text,
  stack: text,
  organization: text,
  config: mapOf(text),
  secrets: listOf(text),
  preview: flag,
  providers: anObject,
  patience: number,
};

let last: Promise<unknown> = Promise.resolve();

/**
 * Runs a Pulumi program with mocks in place of the engine and of every provider: no CLI, no cluster, no plugin.
 * One program runs at a time, each in a store of its own, so that nothing of one reaches another.
 * @param program what makes the resources; a module that exports a function has it called, as Pulumi does
 * @throws what the program throws, also inside an `apply` or as a rejected input; several failures come in one error
 */
export function renderPulumi(program: PulumiProgram, options: RenderOptions = {}): Promise<PulumiRendering> {
  return renderInTurn(program, options, false);
}

/** The same, as `bulwark synth` does: nothing in the program judges, so that all of it is judged at its end. */
export function renderUnjudged(
  program: PulumiProgram,
  options: RenderOptions = {},
): Promise<PulumiRendering> {
  return renderInTurn(program, options, true);
}

function renderInTurn(
  program: PulumiProgram,
  options: RenderOptions,
  judgesAll: boolean,
): Promise<PulumiRendering> {
  const mine = last.then(() => renderChecked(program, options, judgesAll));
  last = mine.catch(() => undefined);
  return mine;
}

async function renderChecked(
  program: PulumiProgram,
  options: RenderOptions,
  judgesAll: boolean,
): Promise<PulumiRendering> {
  checkArgument('renderPulumi', 'program', program, PROGRAM);
  checkOptions('renderPulumi', options, OPTIONS);
  return renderNow(program, options, judgesAll);
}

async function renderNow(
  program: PulumiProgram,
  options: RenderOptions,
  judgesAll: boolean,
): Promise<PulumiRendering> {
  const { pulumi, stores } = loadPulumi(require);
  const trap = new RejectionTrap();
  try {
    return await keepingStack(() =>
      stores.withLocalStorage(async () => {
        const session = new Session(pulumi, stores, options, judgesAll);
        const store = stores.getStore();
        const outputs: Record<string, unknown> = {};
        try {
          keep(pulumi, await exportsOf(await program()), outputs);
        } catch (error) {
          trap.take(error);
        }
        await settle(
          { store, registered: () => session.size, failed: () => trap.size },
          options.patience ?? 3000,
        );
        if (trap.size > 0) throw trap.failure();
        if (store.logErrorCount > 0) throw new BulwarkError('the program logged an error', []);
        const { recording, judgeable } = await session.recording();
        pulumi.runtime.disconnectSync();
        const manifests = recording.resources.map(({ manifest }) => manifest);
        const configuration = planConfiguration(judgeable.files);
        const rendering: PulumiRendering = { ...recording, manifests, outputs, configuration };
        JUDGEABLE.set(rendering, judgeable);
        return rendering;
      }),
    );
  } finally {
    trap.release();
  }
}

/** A module that exports a function, or has one as its default export, exports what that returns. */
async function exportsOf(found: unknown): Promise<unknown> {
  if (typeof found === 'function') return await found();
  if (typeof found !== 'object' || found === null) return undefined;
  const main: unknown = Reflect.get(found, 'default');
  if (main === undefined) return found;
  return typeof main === 'function' ? await main() : main;
}

/** Resolves the outputs of a stack, each by itself. */
function keep(pulumi: Pulumi, found: unknown, outputs: Record<string, unknown>): void {
  if (typeof found !== 'object' || found === null || pulumi.Resource.isInstance(found)) return;
  for (const [name, value] of Object.entries(found)) {
    outputs[name] = new UnknownValue();
    // A resource holds itself through its children.
    if (pulumi.Resource.isInstance(value)) outputs[name] = value;
    else
      pulumi.output(value).apply((known: unknown) => {
        outputs[name] = known;
      });
  }
}
