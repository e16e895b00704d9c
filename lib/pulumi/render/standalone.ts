import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { clusters } from '../../core/cluster/presets';
import type { ControlId } from '../../core/controls';
import { annotateWaived } from '../../core/engine/annotate';
import { engineOf } from '../../core/engine/engine';
import { judge } from '../../core/engine/judge';
import { BulwarkError } from '../../core/errors';
import { canonical } from '../../core/manifest/canonical';
import { isPlain } from '../../core/manifest/plain';
import { restricted } from '../../core/policy/policy';
import { printable } from '../../core/printable';
import { reportOf } from '../../core/report/report';
import { isLockedFromOutside, today } from '../../environment/environment';
import { type Placed, planFiles, textOf } from '../../output/plan';
import { writeOutput } from '../../output/write';
import type { Judgeable } from './judged';
import { loadPulumi, type PulumiStore } from './load';
import type { Recording } from './model';
import type { RenderOrder } from './order';
import { placed } from './place';
import { RejectionTrap } from './rejections';
import { Session } from './session';
import { neverSettled, settle } from './settle';

/** How long what a program that has ended left behind may take to settle, in milliseconds. */
const PATIENCE = 500;

/**
 * A program that runs as a process of its own. It has ended when the event loop is empty; then the function that its
 * main module may export is called, and what it registered is judged and written.
 */
export class StandaloneRun {
  private readonly trap = new RejectionTrap();
  private readonly session: Session;
  private readonly store: PulumiStore;
  private stage: 'running' | 'calling' | 'called' | 'finishing' = 'running';

  constructor(
    private readonly order: RenderOrder,
    private readonly main: string,
    private readonly require: NodeJS.Require,
  ) {
    const { pulumi, state } = loadPulumi(this.require);
    this.session = new Session(pulumi, state, order);
    this.store = state.getStore();
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

  private write({ resources, uninspected }: Recording, judgeable: Judgeable): void {
    for (const { type, name, reason } of uninspected) {
      console.error(printable(`warning: ${name} (${type}) is not in the output: ${reason}`));
    }
    const report = process.env.BULWARK_REPORT ?? '';
    const judged = countIn(report);
    let objects = placed(resources);
    // Objects beside an app, which judged its own alone, are judged with them.
    if (judged === undefined || judged < objects.length) objects = this.judge(objects, judgeable, report);
    const files = planFiles(objects);
    writeOutput(this.order.out, new Map(files.map((file) => [file.name, () => textOf(file)])));
  }

  /** Judges everything, by the policy of the app where there is one. */
  private judge(objects: Placed[], judgeable: Judgeable, report: string): Placed[] {
    const { objects: all, declared, policy, cluster } = judgeable;
    const engine = engineOf(policy ?? restricted(), cluster ?? clusters.kubeadm());
    const mayBeUnused: ControlId[] = isLockedFromOutside() ? ['image-pinned-to-digest'] : [];
    // As they are written: the order of keys in a program means nothing.
    const written = all.map((object) => ({
      ...object,
      manifest: canonical(object.manifest, engine.registry),
    }));
    const judgement = judge(written, engine, today(), { declared, mayBeUnused });
    if (report !== '') writeFileSync(report, `${JSON.stringify(reportOf(judgement, engine, today()))}\n`);
    if (judgement.findings.length > 0) process.exitCode = 1;
    return annotateWaived(objects, judgement);
  }

  private fail(error: unknown): void {
    this.stage = 'finishing';
    process.exitCode = 1;
    console.error(error instanceof Error ? error.stack : String(error));
  }
}

/** What the main module exports: itself where it is CommonJS, its default export where it is an ES module. */
async function mainExport(main: string, require: NodeJS.Require): Promise<unknown> {
  const loaded = require.main ?? process.mainModule;
  if (loaded?.loaded === true) return loaded.exports;
  const found: unknown = await import(pathToFileURL(main).href);
  return typeof found === 'object' && found !== null ? Reflect.get(found, 'default') : undefined;
}

/** How many objects the report of an app counts; undefined where no app has written one. */
function countIn(report: string): number | undefined {
  if (report === '' || !existsSync(report)) return undefined;
  const value: unknown = JSON.parse(readFileSync(report, 'utf8'));
  const objects = isPlain(value) ? value.objects : undefined;
  return typeof objects === 'number' ? objects : undefined;
}
