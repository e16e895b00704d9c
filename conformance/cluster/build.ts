import { build, isBuilt } from '../lib/go-program';
import { PROGRAMS as SCANNERS } from '../scanners/programs';
import { installPackages } from './host';
import { PROGRAMS, type ProgramName } from './programs';

/** The folder of the built programs, by name. */
export type Built = Readonly<Record<ProgramName | 'kubeBench', string>>;

/**
 * Builds what is missing, one after another: each build takes all cores. Some need packages of the machine.
 * @param say is told of each program that is not built yet
 * @throws Error with the messages of the compiler
 */
export async function buildAll(say: (line: string) => void): Promise<Built> {
  await installPackages();
  const programs = { ...PROGRAMS, kubeBench: SCANNERS.kubeBench };
  const one = async (name: keyof typeof programs): Promise<string> => {
    const program = programs[name];
    if (!isBuilt(program)) say(`building ${program.name} ${program.version}`);
    return build(program);
  };
  return {
    standin: await one('standin'),
    runc: await one('runc'),
    crane: await one('crane'),
    containerd: await one('containerd'),
    coredns: await one('coredns'),
    calico: await one('calico'),
    kubernetes: await one('kubernetes'),
    oldest: await one('oldest'),
    newest: await one('newest'),
    kyverno: await one('kyverno'),
    kubeBench: await one('kubeBench'),
  };
}

if (require.main === module) {
  buildAll(console.log).then(console.log, (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
