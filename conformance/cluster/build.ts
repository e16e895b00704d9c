import { build, isBuilt } from '../lib/go-program';
import { PROGRAMS, type ProgramName } from './programs';

/** The folder of the built programs, by name. */
export type Built = Readonly<Record<ProgramName, string>>;

/**
 * Builds what is missing, one after the other: each build takes all cores.
 * @param say is told of each program that is not built yet
 * @throws Error with the messages of the compiler
 */
export async function buildAll(say: (line: string) => void): Promise<Built> {
  const one = async (name: ProgramName): Promise<string> => {
    const program = PROGRAMS[name];
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
  };
}

if (require.main === module) {
  buildAll(console.log).then(console.log, (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
