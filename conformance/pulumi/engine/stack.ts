import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Stack as Automated,
  type EngineEvent,
  LocalWorkspace,
  PulumiCommand,
  type PulumiFn,
} from '@pulumi/pulumi/automation';
import { isPlain, type PlainObject } from '../../../lib/core/manifest/plain';
import { type Outcome, outcomeOf } from './outcome';

/** The CLI, and where it keeps what it writes. */
export interface Engine {
  readonly command: PulumiCommand;
  /** An empty folder: states, settings and work of the CLI. */
  readonly folder: string;
  /** Port of the provider. */
  readonly provider: number;
}

const PROJECT = 'conformance';
const PASSPHRASE = 'only for this run';

/** Prepares the CLI. @param built folder of the program @param folder an empty one */
export async function prepareEngine(built: string, folder: string, provider: number): Promise<Engine> {
  for (const name of ['bin', 'home', 'state']) mkdirSync(join(folder, name), { recursive: true });
  symlinkSync(join(built, 'pulumi'), join(folder, 'bin', 'pulumi'));
  return { command: await PulumiCommand.get({ root: folder }), folder, provider };
}

/** A stack whose program may change between two operations. */
export class Stack {
  private constructor(
    readonly name: string,
    private readonly folder: string,
    private readonly automated: Automated,
  ) {}

  /** Makes an empty stack. */
  static async make({ command, folder, provider }: Engine, name: string, program: PulumiFn): Promise<Stack> {
    const workDir = join(folder, 'work', name);
    mkdirSync(workDir, { recursive: true });
    const stack = await LocalWorkspace.createOrSelectStack(
      { stackName: name, projectName: PROJECT, program },
      {
        pulumiCommand: command,
        workDir,
        pulumiHome: join(folder, 'home'),
        envVars: {
          PULUMI_BACKEND_URL: `file://${join(folder, 'state')}`,
          PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
          PULUMI_SKIP_UPDATE_CHECK: 'true',
          PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
          PULUMI_DEBUG_PROVIDERS: `kubernetes:${provider}`,
        },
      },
    );
    return new Stack(name, folder, stack);
  }

  preview(program?: PulumiFn): Promise<Outcome> {
    this.take(program);
    return observe((options) => this.automated.preview(options));
  }

  up(program?: PulumiFn): Promise<Outcome> {
    this.take(program);
    return observe((options) => this.automated.up(options));
  }

  refresh(): Promise<Outcome> {
    return observe((options) => this.automated.refresh(options));
  }

  destroy(): Promise<Outcome> {
    return observe((options) => this.automated.destroy(options));
  }

  /** The state as the CLI keeps it on disk. @throws Error where there is none */
  state(): { text: string; resources: PlainObject[] } {
    const folder = join(this.folder, 'state', '.pulumi', 'stacks', PROJECT);
    const file = join(folder, `${this.name}.json`);
    if (!existsSync(file)) throw new Error(`no state: ${readdirSync(folder).join(', ')}`);
    const text = readFileSync(file, 'utf8');
    const state: unknown = JSON.parse(text);
    const checkpoint = isPlain(state) ? state.checkpoint : undefined;
    const latest = isPlain(checkpoint) ? checkpoint.latest : undefined;
    const resources = isPlain(latest) && Array.isArray(latest.resources) ? latest.resources : [];
    return { text, resources: resources.filter(isPlain) };
  }

  /** The files of the backend, states of the past included, in which a string stands, as it is or in base64. */
  filesWith(text: string): string[] {
    const folder = join(this.folder, 'state');
    const forms = [text, Buffer.from(text).toString('base64')];
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(join(folder, name)).isFile())
      .filter((name) => name.includes(this.name));
    if (files.length === 0) throw new Error(`${folder} has no file of ${this.name}`);
    return files.filter((name) => {
      const content = readFileSync(join(folder, name), 'utf8');
      return forms.some((form) => content.includes(form));
    });
  }

  private take(program: PulumiFn | undefined): void {
    if (program !== undefined) this.automated.workspace.program = program;
  }
}

/** What every operation is given. */
interface Options {
  readonly onEvent: (event: EngineEvent) => void;
  readonly suppressProgress: true;
  readonly signal: AbortSignal;
}

/** The longest that an operation may take, in seconds: a program that waits forever is a failure, and is ended. */
const LIMIT = 30;

/** Runs an operation; a failure is part of what it did. */
async function observe(operate: (options: Options) => Promise<unknown>): Promise<Outcome> {
  const events: EngineEvent[] = [];
  const started = performance.now();
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), LIMIT * 1000);
  let failure: string | undefined;
  try {
    await operate({ onEvent: (event) => events.push(event), suppressProgress: true, signal: abort.signal });
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error);
  } finally {
    clearTimeout(timer);
  }
  if (abort.signal.aborted) failure = `not at its end after ${LIMIT} s: ${failure ?? ''}`;
  return outcomeOf(events, failure, (performance.now() - started) / 1000);
}
