import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { objectAt } from '../../../lib/core/manifest/plain';
import { gatekeeperMatches } from '../../../lib/core/report/exporters';
import { writeDocuments } from '../../../lib/core/yaml';
import { run } from '../../lib/command';
import { CONSTRAINT_NAMES, constraints, SEEN } from '../gatekeeper/constraints';
import { PROGRAMS } from '../programs';
import { type Driver, type Found, nameOf } from './driver';
import { itemsOf, jsonIn, textAt } from './json';
import { ownersOf } from './owners';

/** Gatekeeper's own tester with the constraints of this suite. */
export const gator: Driver = {
  ids: 'gatekeeper',
  program: 'Gatekeeper',
  version: PROGRAMS.gator.version,
  async scan(group, scanners) {
    const file = join(group.scratch, 'constraints.yaml');
    const matches = gatekeeperMatches(group.suppressions);
    writeFileSync(file, writeDocuments(constraints(group.registries, matches)));
    const { stdout, stderr } = await run([scanners.gator, 'test', '-f', file, '-f', group.all, '-o', 'json']);
    if (stdout === '') throw new Error(`Gatekeeper: ${stderr.slice(0, 500)}`);
    const ownerOf = ownersOf(group);
    const findings: Found[] = [];
    let objects = 0;
    for (const violation of itemsOf(jsonIn(stdout, 'Gatekeeper'))) {
      const object = objectAt(violation, 'violatingObject');
      const metadata = objectAt(object, 'metadata');
      const [namespace, name] = [textAt(metadata, 'namespace'), textAt(metadata, 'name')];
      const kind = textAt(object, 'kind');
      const check = textAt(objectAt(objectAt(violation, 'constraint'), 'metadata'), 'name');
      const set = ownerOf(kind, namespace, name);
      if (set === '') continue; // a template or a constraint, which it judges too
      if (check === SEEN) objects += 1;
      else findings.push({ set, check, object: nameOf(kind, name), message: textAt(violation, 'msg') });
    }
    return { findings, objects, evaluated: objects * (CONSTRAINT_NAMES.length - 1) };
  },
};
