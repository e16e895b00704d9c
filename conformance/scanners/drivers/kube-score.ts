import { join } from 'node:path';
import { objectAt, objectsAt } from '../../../lib/core/manifest/plain';
import { run } from '../../lib/command';
import { PROGRAMS } from '../programs';
import { type Driver, type Found, nameOf, type Scan } from './driver';
import { itemsOf, jsonIn, numberAt, textAt } from './json';

/** The grade of a check that found nothing. */
const OK = 10;

/** kube-score: default and optional checks. It judges each set by itself. */
export const kubeScore: Driver = {
  ids: 'kubeScore',
  program: 'kube-score',
  version: PROGRAMS.kubeScore.version,
  async scan(group, scanners) {
    const flags = ['--kubernetes-version', 'v1.36', '--output-format', 'json', '--all-default-optional'];
    const scans: Scan[] = [];
    for (const { name } of group.sets) {
      const file = join(group.folder, name, 'objects.yaml');
      const { stdout, stderr } = await run([scanners.kubeScore, 'score', ...flags, file]);
      if (stdout === '') scans.push(refused(name, stderr));
      else scans.push(read(name, jsonIn(stdout, 'kube-score')));
    }
    return {
      findings: scans.flatMap(({ findings }) => findings),
      objects: scans.reduce((sum, { objects }) => sum + objects, 0),
      evaluated: scans.reduce((sum, { evaluated }) => sum + evaluated, 0),
    };
  },
};

/** It reads objects into the types of the API, and judges nothing of a set of which it cannot read one. */
function refused(set: string, message: string): Scan {
  return { findings: [{ set, check: 'unreadable', object: '', message }], objects: 0, evaluated: 0 };
}

function read(set: string, report: unknown): Scan {
  const findings: Found[] = [];
  let evaluated = 0;
  const objects = itemsOf(report);
  for (const object of objects) {
    const kind = textAt(objectAt(object, 'type_meta'), 'kind');
    const name = textAt(objectAt(object, 'object_meta'), 'name');
    for (const one of objectsAt(object, 'checks')) {
      if (one.skipped === true) continue;
      evaluated += 1;
      if (numberAt(one, 'grade') >= OK) continue;
      const comments = objectsAt(one, 'comments').map((comment) => textAt(comment, 'summary'));
      const check = textAt(objectAt(one, 'check'), 'id');
      findings.push({ set, check, object: nameOf(kind, name), message: comments.join('; ') });
    }
  }
  return { findings, objects: objects.length, evaluated };
}
