import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { clusters } from '../../lib/core/cluster/presets';
import type { ClusterProfile } from '../../lib/core/cluster/profile';
import type { PlainObject } from '../../lib/core/manifest/plain';
import {
  type ExportedSuppression,
  exportedSuppressions,
  isSame,
  reference,
} from '../../lib/core/report/exporters';
import type { Report } from '../../lib/core/report/report';
import { objectsInFolder } from '../cluster/yaml';
import { must } from '../lib/command';
import waivers from './waivers.json';

const ROOT = resolve(__dirname, '../..');

/** The day of the run, on which every waiver holds. */
export const TODAY = '2026-11-21';

/** The cluster and the namespace of the app that the mutations break. */
export const BASE = {
  namespace: 'shop',
  cluster: clusters.kubeadm({ registries: ['registry.example.com/shop'] }),
} as const;

/** An app whose whole output is judged. */
interface Source {
  readonly name: string;
  readonly main: string;
  readonly cluster: ClusterProfile;
}

const SOURCES: readonly Source[] = [
  { name: 'online-boutique', main: 'examples/online-boutique/main.ts', cluster: clusters.kubeadm() },
  { name: 'reloader', main: 'examples/reloader/main.ts', cluster: clusters.kubeadm() },
  { name: 'base', main: 'conformance/scanners/base/main.ts', cluster: BASE.cluster },
];

/** An app as rendered, with the waivers that it exports. */
export interface Example extends Source {
  readonly objects: readonly PlainObject[];
  readonly suppressions: readonly ExportedSuppression[];
}

/** Renders all examples, and the app that the mutations break last, as a user would. */
export function renderAll(folder: string): Promise<Example[]> {
  return Promise.all(SOURCES.map((source) => render(source, join(folder, source.name))));
}

async function render(source: Source, folder: string): Promise<Example> {
  mkdirSync(folder, { recursive: true });
  const tsx = join(ROOT, 'node_modules/.bin/tsx');
  const [out, file] = [join(folder, 'dist'), join(folder, 'report.json')];
  const options = ['--out', out, '--today', TODAY, '--report', file];
  await must([tsx, 'lib/cli/main.ts', 'synth', '--app', `${tsx} ${source.main}`, ...options], { cwd: ROOT });
  const report: Report = JSON.parse(readFileSync(file, 'utf8'));
  const objects = objectsInFolder(out);
  if (objects.length !== report.objects) throw new Error(`${source.name}: not all objects were read`);
  const own = waivers.own.filter(({ object }) => objects.some((one) => isSame(reference(one), object)));
  return {
    ...source,
    objects,
    suppressions: [...exportedSuppressions(report, source.cluster, objects), ...own],
  };
}
