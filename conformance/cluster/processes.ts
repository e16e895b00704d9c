import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A process of a pod, as the kernel shows it from outside. */
export interface Process {
  /** Name of its program, at most 15 letters. */
  readonly name: string;
  /** Real, effective, saved and file system uid. */
  readonly uids: readonly string[];
  /** Its sets of capabilities, each once. */
  readonly capabilities: readonly string[];
  /** 2 with a filter. */
  readonly seccomp: string;
  /** 1 where it cannot gain any. */
  readonly noNewPrivileges: string;
  /** How its root is mounted. */
  readonly root: 'ro' | 'rw';
}

const SETS = ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb'];

/** The processes of a pod: the namespaces of a cluster lie inside those of the suite. @param uid of the pod */
export function processesOf(uid: string): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => processIn(join('/proc', pid), uid));
}

function processIn(folder: string, uid: string): Process[] {
  try {
    const text = (file: string): string => readFileSync(join(folder, file), 'utf8');
    if (!text('cgroup').includes(`pod${uid}`)) return [];
    const lines = text('status').split('\n');
    const values = (name: string): string[] =>
      (lines.find((line) => line.startsWith(`${name}:`)) ?? '').split(/\s+/).slice(1);
    const root = text('mountinfo')
      .split('\n')
      .map((line) => line.split(' '))
      .findLast(([, , , , at]) => at === '/');
    return [
      {
        name: values('Name')[0] ?? '',
        uids: values('Uid'),
        capabilities: [...new Set(SETS.flatMap(values))],
        seccomp: values('Seccomp')[0] ?? '',
        noNewPrivileges: values('NoNewPrivs')[0] ?? '',
        root: root?.[5]?.split(',').includes('ro') ? 'ro' : 'rw',
      },
    ];
  } catch {
    return []; // it has ended meanwhile
  }
}
