import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { clusters } from '../../../lib/core/cluster/presets';
import type { Api } from '../api';
import { type Example, synthesizeApp } from '../examples';
import { objectsInFolder } from '../yaml';
import { installKindsOf } from './add-ons';
import { named, said } from './api-server';
import type { Checks } from './checks';

/** A workload of each sort, with all that comes with it, on every preset. */
const PRESETS = 'conformance/cluster/presets/app.ts';

/** What every object says that is taken. */
const TAKEN = { accepted: true, warnings: [] };

/**
 * Applies what an app comes to on every preset of the cluster profile, for the version of an API server: strictly, without a
 * warning. All presets have the same names, so that everything but the namespaces is a dry run.
 */
export async function checkPresets(api: Api, version: string, folder: string, checks: Checks): Promise<void> {
  const minor = version.split('.').slice(0, 2).join('.');
  const app = await synthesizeApp('presets', `${PRESETS} ${minor}`, join(folder, 'presets'));
  const presets = presetsIn(app);
  checks.equal('presets', [...presets.keys()].sort(), Object.keys(clusters).map(lower).sort());
  await installKindsOf(api, [...presets.values()].flat());
  for (const [preset, objects] of presets) {
    checks.holds(`${preset} has objects`, objects.length > 0, 'there are none');
    const spaces = objects.filter(({ kind }) => kind === 'Namespace');
    const others = objects.filter(({ kind }) => kind !== 'Namespace');
    for (const space of spaces)
      checks.equal(`${preset}: ${named(space)} is applied`, said(await api.apply(space)), TAKEN);
    const answers = others.map(
      async (object) => [object, await api.apply(object, { dryRun: 'All' })] as const,
    );
    for (const [object, answer] of await Promise.all(answers))
      checks.equal(`${preset}: ${named(object)} is applied`, said(answer), TAKEN);
  }
}

/** The objects of each preset; each is an environment of the app, with a folder of its own. */
function presetsIn({ folder }: Example): Map<string, Example['objects']> {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return new Map(folders.map(({ name }) => [name, objectsInFolder(join(folder, name))]));
}

function lower(name: string): string {
  return name.toLowerCase();
}
