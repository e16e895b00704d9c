import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isPlain, type PlainObject, stringAt } from '../../lib/core/manifest/plain';
import { readManifests } from '../../lib/core/yaml';
import { must } from '../lib/command';

/** The chart that plays a vendor's. */
export const CHART = join(__dirname, 'chart');

/**
 * Answers the call of a provider that renders a chart, as that of Kubernetes does: by Helm.
 * @param helm the program
 * @param options those of the Chart, as its class sends them
 */
export async function template(helm: string, options: PlainObject): Promise<PlainObject[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bulwark-helm-'));
  try {
    const values = join(folder, 'values.json');
    writeFileSync(values, JSON.stringify(options.values ?? {}));
    const release = stringAt(options, 'release_name') ?? 'release';
    const namespace = stringAt(options, 'namespace') ?? 'default';
    const chart = stringAt(options, 'path') ?? '';
    const text = await must([helm, 'template', '-f', values, '--namespace', namespace, release, chart]);
    return readManifests(text)
      .documents.map(({ value }) => value)
      .filter(isPlain);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The options in the argument of a call of `kubernetes:helm:template`. */
export function optionsIn(call: PlainObject): PlainObject {
  const options: unknown = JSON.parse(stringAt(call, 'jsonOpts') ?? '{}');
  return isPlain(options) ? options : {};
}
