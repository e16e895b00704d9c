import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { refOf } from '../../../lib/core/manifest/identity';
import { isPlain, objectAt, objectsAt } from '../../../lib/core/manifest/plain';
import { isSame, reference, trivyIgnore } from '../../../lib/core/report/exporters';
import type { ReportedObject } from '../../../lib/core/report/report';
import { run } from '../../lib/command';
import { PROGRAMS } from '../programs';
import { type Driver, type Found, type Laid, nameOf } from './driver';
import { jsonIn, numberAt, textAt } from './json';
import { setAt } from './layout';

const FLAGS = ['--skip-check-update', '--skip-version-check', '--format', 'json', '--quiet'];

/** Trivy with the checks that are built into it. */
export const trivy: Driver = {
  ids: 'trivy',
  program: 'Trivy',
  version: PROGRAMS.trivy.version,
  async scan(group, scanners) {
    const flags = [...FLAGS, '--cache-dir', join(group.scratch, 'trivy')];
    if (group.trivyData !== undefined) {
      const data = join(group.scratch, 'data');
      mkdirSync(data, { recursive: true });
      writeFileSync(join(data, 'data.yaml'), group.trivyData);
      flags.push('--config-data', data);
    }
    const ignored = join(group.scratch, '.trivyignore.yaml');
    const fileOf = (object: ReportedObject): string | undefined => {
      const set = group.sets.find(({ objects }) => objects.some((one) => isSame(reference(one), object)));
      return set === undefined ? undefined : `${set.name}/objects.yaml`;
    };
    writeFileSync(ignored, trivyIgnore(group.suppressions, fileOf));
    flags.push('--ignorefile', ignored);
    const { stdout, stderr } = await run([scanners.trivy, 'config', ...flags, group.folder]);
    if (stdout === '') throw new Error(`Trivy: ${stderr.slice(0, 500)}`);
    const report = jsonIn(stdout, 'Trivy');
    const results = isPlain(report) ? objectsAt(report, 'Results') : [];
    const findings: Found[] = [];
    let evaluated = 0;
    for (const result of results) {
      const set = setAt(textAt(result, 'Target'));
      const summary = objectAt(result, 'MisconfSummary');
      evaluated += numberAt(summary, 'Successes') + numberAt(summary, 'Failures');
      for (const found of objectsAt(result, 'Misconfigurations')) {
        const line = numberAt(objectAt(found, 'CauseMetadata'), 'StartLine');
        const object = objectAtLine(group, set, line);
        findings.push({ set, check: textAt(found, 'ID'), object, message: textAt(found, 'Message') });
      }
    }
    const scanned = new Set(results.map((result) => setAt(textAt(result, 'Target'))));
    const objects = group.sets.filter(({ name }) => scanned.has(name)).flatMap((set) => set.objects);
    return { findings, objects: objects.length, evaluated };
  },
};

/** The object whose document holds a line of the file of its set. */
function objectAtLine(group: Laid, set: string, line: number): string {
  const starts = group.lines.get(set) ?? [];
  const index = Math.max(0, starts.filter((start) => start <= line).length - 1);
  const object = group.sets.find(({ name }) => name === set)?.objects[index];
  if (object === undefined) return '';
  const { kind, name } = refOf(object);
  return nameOf(kind, name);
}
