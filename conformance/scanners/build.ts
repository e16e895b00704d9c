import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../lib/cache';
import { must } from '../lib/command';
import { build, isBuilt } from '../lib/go-program';
import { PROGRAMS, type ProgramName } from './programs';

/** Version of Checkov, from the Python registry. */
export const CHECKOV = '3.3.30';

/** The path of each scanner's program; kube-bench judges a running cluster and is built with one. */
export type Scanners = Readonly<Record<Exclude<ProgramName, 'kubeBench'> | 'checkov', string>>;

/**
 * Builds what is missing, one after another: each build takes all cores.
 * @param say is told of each program that is not built yet
 * @throws Error with the messages of the compiler or the installer
 */
export async function buildAll(say: (line: string) => void): Promise<Scanners> {
  const one = async (name: ProgramName, file: string): Promise<string> => {
    const program = PROGRAMS[name];
    if (!isBuilt(program)) say(`building ${program.name} ${program.version}`);
    return join(await build(program), file);
  };
  return {
    kubeconform: await one('kubeconform', 'kubeconform'),
    kubeScore: await one('kubeScore', 'kube-score'),
    checkov: await installCheckov(say),
    gator: await one('gator', 'gator'),
    kyverno: await one('kyverno', 'kubectl-kyverno'),
    trivy: await one('trivy', 'trivy'),
  };
}

/** Checkov in a virtual environment, which cannot be moved: the mark of a finished one is written last. */
async function installCheckov(say: (line: string) => void): Promise<string> {
  const folder = join(cacheFolder(), `checkov-${CHECKOV}`);
  const program = join(folder, 'venv/bin/checkov');
  const mark = join(folder, 'installed');
  if (existsSync(mark)) return program;
  say(`installing Checkov ${CHECKOV}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await must(['python3', '-m', 'venv', join(folder, 'venv')]);
  const pip = join(folder, 'venv/bin/pip');
  await must(['nice', '-n', '19', pip, 'install', '--quiet', `checkov==${CHECKOV}`]);
  mkdirSync(`${mark}.new`);
  renameSync(`${mark}.new`, mark);
  return program;
}

if (require.main === module) {
  buildAll(console.log).then(console.log, (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
