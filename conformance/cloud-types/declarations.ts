import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../lib/cache';
import { must } from '../lib/command';
import versions from './packages.json';

/** The package of each cloud, and its version. */
export const PACKAGES: Readonly<Record<string, string>> = versions;

/** The folder of a package's declarations: taken out of what npm has, once; the programs in it are not. */
export async function declarationsOf(name: string): Promise<string> {
  const version = PACKAGES[name] ?? '';
  const folder = join(cacheFolder(), 'declarations', `${name.replaceAll(/[^a-z-]/g, '')}-${version}`);
  if (existsSync(folder)) return folder;
  const parent = join(folder, '..');
  mkdirSync(parent, { recursive: true });
  const work = mkdtempSync(join(parent, 'new-'));
  try {
    const pack = ['npm', 'pack', '--ignore-scripts', '--json', '--pack-destination', work];
    const [packed]: { filename: string }[] = JSON.parse(await must([...pack, `${name}@${version}`]));
    const only = ['--wildcards', '*.d.ts', '*/package.json'];
    await must(['tar', '-xzf', join(work, packed?.filename ?? ''), '-C', work, ...only]);
    renameSync(join(work, 'package'), folder);
  } finally {
    rmSync(work, { recursive: true });
  }
  return folder;
}
