import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const LISTS = [
  'containers',
  'volumes',
  'sysctls',
  'env',
  'ports',
  'capabilities',
  'args',
  'rules of a Role',
  'subjects',
  'Service ports',
  'Ingress paths',
  'NetworkPolicy peers',
  'ownerReferences',
  'CRD versions',
];

// 200 KiB of stack, a fifth of what Node.js has by default, so that lists need to be a fifth as long.
test('lists longer than a call takes arguments are judged and hardened, and all of their findings are there', () => {
  const program = join(__dirname, 'large.program.ts');
  const printed = execFileSync(process.execPath, ['--stack-size=200', '--import', 'tsx', program], {
    encoding: 'utf8',
    cwd: join(__dirname, '../../..'),
  });
  expect(JSON.parse(printed)).toEqual({
    takesMany: false,
    allFindings: true,
    lists: LISTS.map((name) => [name, 'fine']),
  });
}, 240_000);
