import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { ControlId } from '../../core/controls';
import { annotateWaived } from '../../core/engine/annotate';
import { BulwarkError } from '../../core/errors';
import type { PlainObject } from '../../core/manifest/plain';
import { printable } from '../../core/printable';
import { isLockedFromOutside, today } from '../../host/host';
import { planConfiguration } from '../../writer/files';
import { planFiles, textOf } from '../../writer/plan';
import { type FileText, writeOutput } from '../../writer/write';
import type { ProgramStore } from '../internals';
import type { Judgeable } from './judged';
import { loadPulumi } from './load';
import type { RenderOrder } from './order';
import { placed, waivedOn } from './place';
import type { Recording, RenderedResource } from './recording';
import { RejectionTrap } from './rejections';
import { MASK, masked, secretPlaces, secretTexts } from './secret-places';
import { Session } from './session';
import { neverSettled, settle } from './settle';
import { verdictOf } from './verdict';

/** How long what a program that has ended left behind may take to settle, in milliseconds. */
const PATIENCE = 500;

/**
 * A program that runs as a process of its own. It has ended when the event loop is empty; then the function that its
 * main module may export is called, and what it registered is judged and written.
 */
export class StandaloneRun {
  private readonly trap = new RejectionTrap();
  private readonly session: Session;
  private readonly store: ProgramStore;
  private stage: 'running' | 'calling' | 'called' | 'finishing' = 'running';

  constructor(
    private readonly order: RenderOrder,
    private readonly main: string,
    private readonly require: NodeJS.Require,
  ) {
    const { pulumi, stores } = loadPulumi(this.require);
    this.session = new Session(pulumi, stores, order, true);
    this.store = stores.getStore();
  }

  /** Waits for the end of the program. */
  start(): void {
    process.on('beforeExit', () => {
      if (this.stage === 'running') void this.call();
      else if (this.stage === 'calling') this.fail(neverSettled(this.store));
      else if (this.stage === 'called') void this.finish();
    });
  }

  private async call(): Promise<void> {
    this.stage = 'calling';
    // One more turn, so that an end that comes before the function does is told.
    setImmediate(() => undefined);
    try {
      const main = await mainExport(this.main, this.require);
      if (typeof main === 'function') await main();
    } catch (error) {
      this.trap.take(error);
    }
    this.stage = 'called';
    // One more turn, so that the end of the program is told again.
    setImmediate(() => undefined);
  }

  private async finish(): Promise<void> {
    this.stage = 'finishing';
    const { trap, session, store } = this;
    try {
      await settle({ store, registered: () => session.size, failed: () => trap.size }, PATIENCE);
      if (trap.size > 0) throw trap.failure();
      if (store.logErrorCount > 0) throw new BulwarkError('the program logged an error', []);
      // The stack alone: a process that only started another one.
      if (session.size === 1) return;
      const { recording, judgeable } = await session.recording();
      this.write(recording, judgeable);
    } catch (error) {
      this.fail(error);
    }
  }

  private write({ resources, uninspected }: Recording, program: Judgeable): void {
    for (const { type, name, reason } of uninspected) {
      console.error(printable(`warning: ${name} (${type}) is not in the output: ${reason}`));
    }
    const mayBeUnused: ControlId[] = isLockedFromOutside() ? ['image-pinned-to-digest'] : [];
    const { judgement, report } = verdictOf(program, { today: today(), mayBeUnused });
    const path = process.env.BULWARK_REPORT ?? '';
    if (path !== '') writeFileSync(path, `${JSON.stringify(report)}\n`);
    if (judgement.findings.length + report.invalid.length > 0) {
      process.exitCode = 1;
      return;
    }
    const waived: (string | undefined)[][] = resources.map(() => []);
    for (const { resource, manifest } of annotateWaived(program.objects, judgement))
      waived[resource]?.push(waivedOn(manifest));
    const written = this.shown(resources).map((manifest, index) => ({
      manifest,
      waived: waived[index] ?? [],
    }));
    const files = planFiles(placed(written, this.session.teams));
    const manifests = files.map((file) => [file.name, () => textOf(file)] as const);
    writeOutput(
      this.order.out,
      new Map<string, FileText>([...manifests, ...planConfiguration(program.files)]),
    );
  }

  /** The objects as they are written: with their secrets only where that is asked for. */
  private shown(resources: readonly RenderedResource[]): PlainObject[] {
    if (this.order.showSecrets === true) return resources.map(({ manifest }) => manifest);
    const strings = secretTexts(this.order);
    const all = resources.map((resource) =>
      masked(resource.manifest, secretPlaces(resource, strings), resource.name),
    );
    const places = all.flatMap((object) => object.places);
    if (places.length > 0) console.error(noteOf(places));
    return all.map(({ manifest }) => manifest);
  }

  private fail(error: unknown): void {
    this.stage = 'finishing';
    process.exitCode = 1;
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    console.error(this.session.secrets.hideIn(text));
  }
}

const MOST_PLACES = 10;

function noteOf(places: readonly string[]): string {
  const shown = places.slice(0, MOST_PLACES);
  const rest = places.length - shown.length;
  const what = places.length === 1 ? 'one secret value is' : `${places.length} secret values are`;
  return [
    `note: ${what} not in the output; ${MASK} stands for each. Do not apply it as it is: --show-secrets writes them, in files that only you can read`,
    ...shown.map((place) => `  ${place}`),
    ...(rest > 0 ? [`  … and ${rest} more`] : []),
  ].join('\n');
}

/** What the main module exports: itself where it is CommonJS, its default export where it is an ES module. */
async function mainExport(main: string, require: NodeJS.Require): Promise<unknown> {
  const loaded = require.main ?? process.mainModule;
  if (loaded?.loaded === true) return loaded.exports;
  const found: unknown = await import(pathToFileURL(main).href);
  return typeof found === 'object' && found !== null ? Reflect.get(found, 'default') : undefined;
}
