import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPlain, objectAt, objectsAt } from '../../../lib/core/manifest/plain';
import { kyvernoExceptions } from '../../../lib/core/report/exporters';
import { writeDocuments } from '../../../lib/core/yaml';
import { run } from '../../lib/command';
import { policies } from '../kyverno/policies';
import { PROGRAMS } from '../programs';
import { type Driver, type Found, nameOf } from './driver';
import { jsonIn, numberAt, textAt } from './json';
import { ownersOf } from './owners';

/** The Kyverno CLI with the policies of this suite; what they ask of pods they ask of what makes pods. */
export const kyverno: Driver = {
  ids: 'kyverno',
  program: 'Kyverno',
  version: PROGRAMS.kyverno.version,
  async scan(group, scanners) {
    const policyFile = join(group.scratch, 'policies.yaml');
    writeFileSync(policyFile, writeDocuments(policies(group.registries)));
    const exceptions = kyvernoExceptions(group.suppressions);
    const exceptionFile = join(group.scratch, 'exceptions.yaml');
    writeFileSync(exceptionFile, writeDocuments(exceptions));
    const flags = ['--policy-report', '--output-format', 'json'];
    if (exceptions.length > 0) flags.push('--exceptions', exceptionFile);
    const { stdout, stderr } = await run([scanners.kyverno, 'apply', policyFile, '-r', group.all, ...flags]);
    if (/^error/im.test(stderr)) throw new Error(`Kyverno: ${stderr.slice(0, 500)}`);
    const report = jsonIn(stdout, 'Kyverno');
    if (!isPlain(report)) throw new Error('Kyverno judged nothing');
    const results = objectsAt(report, 'results');
    const ownerOf = ownersOf(group);
    const findings = results
      .filter((result) => !['pass', 'skip'].includes(textAt(result, 'result')))
      .map((result): Found => {
        const [resource] = objectsAt(result, 'resources');
        const [kind, namespace, name] = ['kind', 'namespace', 'name'].map((key) => textAt(resource, key));
        return {
          set: ownerOf(kind ?? '', namespace ?? '', name ?? ''),
          check: textAt(result, 'policy'),
          object: nameOf(kind ?? '', name ?? ''),
          message: textAt(result, 'message'),
        };
      });
    const summary = objectAt(report, 'summary');
    if (numberAt(summary, 'error') > 0) throw new Error('Kyverno could not evaluate all policies');
    const objects = new Set(
      results.flatMap((result) => objectsAt(result, 'resources').map((one) => JSON.stringify(one))),
    );
    return { findings, objects: objects.size, evaluated: results.length };
  },
};
