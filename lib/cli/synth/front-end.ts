import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Io, UsageError } from '../io';
import { readConfig } from './config';
import { PROJECT_FILE, readProject, type StackChoice } from './pulumi-project';

/** Options of `bulwark synth` that choose what runs. */
export interface FrontEndOptions extends StackChoice {
  readonly app?: string;
  readonly out?: string;
  readonly pulumi?: boolean;
  readonly showSecrets?: boolean;
}

/** What runs, and how it is told where to write. */
export interface FrontEnd {
  /** The command of the app. */
  readonly app: string;
  /** Folder that the manifests go to in the end. */
  readonly out: string;
  /** Variables that make the app write into a folder. */
  readonly variables: (folder: string) => Readonly<Record<string, string>>;
  /** What an app lacks that judged nothing. */
  readonly judgedNothing: string;
  /** The mode of the files, where not everyone may read them. */
  readonly mode?: number;
}

/**
 * The front end of a run: a cdk8s app, or with `--pulumi` a Pulumi program.
 * @throws UsageError where nothing is to run, and for options of the other front end
 */
export function frontEnd(options: FrontEndOptions, io: Io): FrontEnd {
  return options.pulumi === true ? pulumi(options, io) : cdk8s(options, io);
}

function cdk8s(options: FrontEndOptions, io: Io): FrontEnd {
  const given = (['stack', 'config', 'showSecrets'] as const).filter((name) => options[name] !== undefined);
  if (given.length > 0) {
    const flags = given.map((name) => (name === 'showSecrets' ? '--show-secrets' : `--${name}`));
    throw new UsageError(flags.map((flag) => `${flag}: needs --pulumi; a cdk8s app has none`));
  }
  const config = readConfig(io.cwd);
  const app = command(options.app ?? config.app, 'needs --app "npx tsx main.ts", or app: in cdk8s.yaml');
  return {
    app,
    out: options.out ?? config.output ?? 'dist',
    variables: (folder) => ({ CDK8S_OUTDIR: folder }),
    judgedNothing:
      'the app judged nothing: needs `new HardenedApp()` in place of `new App()`, and app.synth() at its end',
  };
}

const OWNER_ONLY = 0o600;

/** Loaded by Node before the program, from the build or from the sources: as this file is. */
const PRELOAD = join(
  __dirname,
  '../../pulumi/render',
  extname(__filename) === '.ts' ? 'preload-from-source.cjs' : 'preload.js',
);

function pulumi(options: FrontEndOptions, io: Io): FrontEnd {
  const { program, encrypted, ...stack } = readProject(io.cwd, options);
  const app = command(
    options.app ?? (program === undefined ? undefined : runnerOf(program)),
    `needs --app "npx tsx index.ts", or main: in ${PROJECT_FILE}`,
  );
  io.stderr.lines(
    encrypted.map((key) => `warning: ${key} is encrypted, so it is not set: give it with --config ${key}=…`),
  );
  const showSecrets = options.showSecrets === true;
  const flag = `--import=${pathToFileURL(PRELOAD).href}`;
  return {
    app,
    out: options.out ?? 'dist-pulumi',
    variables: (folder) => ({
      BULWARK_PULUMI: JSON.stringify({ ...stack, showSecrets, out: folder }),
      NODE_OPTIONS: `${io.env.NODE_OPTIONS ?? ''} ${flag}`.trim(),
    }),
    ...(showSecrets ? { mode: OWNER_ONLY } : {}),
    judgedNothing: 'the program registered nothing: needs a program of @pulumi/pulumi that ends by itself',
  };
}

function command(found: string | undefined, needs: string): string {
  if (found !== undefined && found.trim() !== '') return found;
  throw new UsageError([`synth: found no app to run; ${needs}`]);
}

function runnerOf(program: string): string {
  return `node ${/\.[cm]?ts$/.test(program) ? '--import tsx ' : ''}"${program}"`;
}
