import { chmodSync, copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { isPlain, objectsAt, type PlainObject, stringAt } from '../../../lib/core/manifest/plain';
import { moduleFolder } from '../../lib/go-program';
import { PROGRAMS } from '../../scanners/programs';
import type { Places } from '../control-plane';
import type { Namespaces } from '../namespaces';

/** The newest benchmark that this version of kube-bench has. */
const BENCHMARK = 'cis-1.12';

/**
 * Runs a program with a shell that knows `[[`, as the checks of kube-bench want it and its own image has it: Debian's
 * does not, and then whatever is compared is held to comply.
 */
const WITH_SHELL = [
  ...['unshare', '--mount', '--propagation', 'private'],
  ...['sh', '-c', 'mount --bind /bin/bash /bin/sh && exec "$@"', 'sh'],
];

/** Where kube-bench runs, and with what. */
export interface Bench {
  readonly inside: Namespaces;
  /** Path of the program. */
  readonly program: string;
  readonly places: Places;
}

/** What kube-bench says of one check. */
export interface Verdict {
  /** PASS, FAIL or WARN: the last is also the answer to what nobody scores, and to what it cannot judge. */
  readonly status: string;
  /** What the audit printed, a line for each thing that it looked at. */
  readonly lines: readonly string[];
}

/** Runs kube-bench on its policies. @returns its verdicts by check. @throws Error where it does not answer */
export async function judge(bench: Bench, spaces: readonly string[]): Promise<Map<string, Verdict>> {
  const { inside, program, places } = bench;
  const path = join(places.folder, 'bench');
  mkdirSync(path, { recursive: true });
  copyFileSync(join(__dirname, 'kubectl.sh'), join(path, 'kubectl'));
  chmodSync(join(path, 'kubectl'), 0o755);
  const env = {
    PATH: `${path}:${process.env.PATH ?? ''}`,
    KUBECTL: join(places.kubernetes, 'kubectl'),
    KUBECONFIG: join(places.pki, 'admin.kubeconfig'),
    BENCH_NAMESPACES: spaces.join(' '),
  };
  const config = join(await moduleFolder(PROGRAMS.kubeBench, 'github.com/aquasecurity/kube-bench'), 'cfg');
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const options = [
    '--benchmark',
    BENCHMARK,
    '--config-dir',
    config,
    '--config',
    join(config, 'config.yaml'),
    '--json',
  ];
  const { stdout, stderr } = await inside.run([
    ...WITH_SHELL,
    'env',
    ...variables,
    program,
    'run',
    '--targets',
    'policies',
    ...options,
  ]);
  return verdictsIn(stdout, stderr);
}

function verdictsIn(stdout: string, stderr: string): Map<string, Verdict> {
  const found = new Map<string, Verdict>();
  for (const controls of objectsAt(parsed(stdout, stderr), 'Controls')) {
    for (const result of objectsAt(controls, 'tests').flatMap((group) => objectsAt(group, 'results'))) {
      const printed = (stringAt(result, 'actual_value') ?? '')
        .split('\n')
        .filter((line) => line.trim() !== '');
      found.set(stringAt(result, 'test_number') ?? '', {
        status: stringAt(result, 'status') ?? '',
        lines: printed,
      });
    }
  }
  if (found.size === 0) throw new Error(`kube-bench judged nothing: ${stderr.slice(0, 500)}`);
  return found;
}

function parsed(stdout: string, stderr: string): PlainObject {
  try {
    const value: unknown = JSON.parse(stdout);
    return isPlain(value) ? value : {};
  } catch {
    throw new Error(`kube-bench: ${stderr.slice(0, 500)}${stdout.slice(0, 500)}`);
  }
}
