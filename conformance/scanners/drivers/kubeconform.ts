import { join } from 'node:path';
import { isPlain, objectAt, objectsAt } from '../../../lib/core/manifest/plain';
import { run } from '../../lib/command';
import { PROGRAMS } from '../programs';
import { location, writeSchemas } from '../schemas';
import { type Driver, nameOf } from './driver';
import { jsonIn, numberAt, textAt } from './json';
import { setAt } from './layout';

/** kubeconform against the schemas of the API, in which nothing is allowed that they do not name. */
export const kubeconform: Driver = {
  ids: undefined,
  program: 'kubeconform',
  version: PROGRAMS.kubeconform.version,
  async scan(group, scanners) {
    const schemas = join(group.scratch, 'schemas');
    writeSchemas(schemas);
    const flags = ['-strict', '-summary', '-output', 'json', '-schema-location', location(schemas)];
    const { stdout, stderr } = await run([scanners.kubeconform, ...flags, group.folder]);
    const report = jsonIn(stdout || stderr, 'kubeconform');
    if (!isPlain(report)) throw new Error('kubeconform judged nothing');
    const summary = objectAt(report, 'summary');
    const [valid = 0, invalid = 0, errors = 0, skipped = 0] = ['valid', 'invalid', 'errors', 'skipped'].map(
      (key) => numberAt(summary, key),
    );
    if (skipped > 0) throw new Error(`kubeconform left ${skipped} objects out`);
    const findings = objectsAt(report, 'resources').map((resource) => ({
      set: setAt(textAt(resource, 'filename')),
      check: 'schema',
      object: nameOf(textAt(resource, 'kind'), textAt(resource, 'name')),
      message: textAt(resource, 'msg'),
    }));
    return { findings, objects: valid + invalid + errors, evaluated: valid + invalid };
  },
};
