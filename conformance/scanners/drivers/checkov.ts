import { join } from 'node:path';
import { isPlain, objectAt, objectsAt } from '../../../lib/core/manifest/plain';
import { run } from '../../lib/command';
import { CHECKOV } from '../build';
import { type Driver, type Found, nameOf, type Scan } from './driver';
import { jsonIn, numberAt, textAt } from './json';
import { setAt } from './layout';

const FLAGS = ['--framework', 'kubernetes', '-o', 'json', '--skip-download', '--quiet', '--compact'];

/**
 * Checkov: all checks of Kubernetes. Its graph joins pods and policies whatever their namespaces are, so that some
 * sets are judged once more, alone. It counts some resources of its own.
 */
export const checkov: Driver = {
  ids: 'checkov',
  program: 'Checkov',
  version: CHECKOV,
  async scan(group, scanners) {
    const together = await scanFolder(scanners.checkov, group.folder);
    const alone: Scan[] = [];
    for (const set of group.apart)
      alone.push(await scanFolder(scanners.checkov, join(group.folder, set), set));
    const findings = together.findings.filter(({ set }) => !group.apart.includes(set));
    return { ...together, findings: [...findings, ...alone.flatMap((scan) => scan.findings)] };
  },
};

async function scanFolder(program: string, folder: string, only?: string): Promise<Scan> {
  const { stdout, stderr } = await run([program, '-d', folder, ...FLAGS]);
  const report = jsonIn(stdout || stderr, 'Checkov');
  if (!isPlain(report)) throw new Error('Checkov judged nothing');
  const summary = objectAt(report, 'summary');
  if (numberAt(summary, 'parsing_errors') > 0) throw new Error('Checkov could not read all files');
  const findings = objectsAt(objectAt(report, 'results'), 'failed_checks').map((failed): Found => {
    const [kind = '', ...rest] = textAt(failed, 'resource').split('.');
    return {
      set: only ?? setAt(textAt(failed, 'file_path')),
      check: textAt(failed, 'check_id'),
      object: nameOf(kind, rest.at(-1) ?? ''),
      message: textAt(failed, 'check_name'),
    };
  });
  const evaluated = ['passed', 'failed', 'skipped'].reduce((sum, key) => sum + numberAt(summary, key), 0);
  return { findings, objects: numberAt(summary, 'resource_count'), evaluated };
}
