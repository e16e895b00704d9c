import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPlain, type PlainObject } from '../../lib/core/manifest/plain';
import { readManifests } from '../../lib/core/yaml';
import { folder, TODAY } from '../cdk8s/support';

/** What an example wrote. */
export interface ExampleOutput {
  readonly objects: readonly PlainObject[];
  readonly report: PlainObject;
  readonly source: string;
}

/** Runs an example as a user would, into a folder of its own. */
export function runExample(name: string): ExampleOutput {
  const out = folder();
  const report = join(folder(), 'report.json');
  const main = join(process.cwd(), 'examples', name, 'main.ts');
  const before = { ...process.env };
  Object.assign(process.env, { CDK8S_OUTDIR: out, BULWARK_REPORT: report, BULWARK_TODAY: TODAY });
  try {
    require(main);
  } finally {
    process.env = before;
  }
  // What the deployers of teams apply is below `teams`; what is below `files` is no object.
  const files = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.yaml') && !file.startsWith('files'),
  );
  const objects = files.sort().flatMap((file) => {
    const { documents, problems } = readManifests(readFileSync(join(out, file), 'utf8'), file);
    expect(problems).toEqual([]);
    return documents.map((document) => document.value);
  });
  const parsed: unknown = JSON.parse(readFileSync(report, 'utf8'));
  return {
    objects: objects.filter(isPlain),
    report: isPlain(parsed) ? parsed : {},
    source: readFileSync(main, 'utf8'),
  };
}
