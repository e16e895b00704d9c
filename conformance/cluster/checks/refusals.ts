import { join, resolve } from 'node:path';
import { run } from '../../lib/command';
import type { Checks } from './checks';

const ROOT = resolve(__dirname, '../../..');

/** What a machine may forbid, how it is taken away here, and what the run then says. */
const FORBIDDEN: readonly {
  readonly what: string;
  readonly without: readonly string[];
  readonly says: RegExp;
}[] = [
  {
    what: 'root',
    // Nobody, who may still read the checkout wherever it lies.
    without: [
      '--reuid=65534',
      '--regid=65534',
      '--clear-groups',
      '--inh-caps=+dac_override',
      '--ambient-caps=+dac_override',
    ],
    says: /^the cluster needs root, .*: run it with sudo, or in a privileged container$/m,
  },
  {
    what: 'namespaces',
    without: ['--inh-caps=-sys_admin', '--bounding-set=-sys_admin'],
    says: /^this machine forbids namespaces \(unshare: .*\): run a container with --privileged, or a virtual machine$/m,
  },
];

/** Where the machine forbids what the cluster needs, the run ends before anything else and says how to get it. */
export async function checkRefusals(checks: Checks): Promise<void> {
  const command = [join(ROOT, 'node_modules/.bin/tsx'), 'conformance/run.ts', 'cluster'];
  for (const { what, without, says } of FORBIDDEN) {
    const { code, stdout, stderr } = await run(['setpriv', ...without, ...command], { cwd: ROOT });
    checks.equal(`without ${what}: exit code, and the lines of the table`, [code, stdout], [2, '']);
    checks.matches(`without ${what} it says`, stderr, says);
  }
  checks.count('things that a machine may forbid, which the run says at once', FORBIDDEN.length);
}
