import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const LIB = resolve(__dirname, '../../lib');

/** Files and packages that a file loads, itself included; types load nothing. */
function loaded(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  if (file.endsWith('templates.ts')) return seen; // holds imports of the files that it writes
  const statements = readFileSync(file, 'utf8').matchAll(
    /^(?:import|export) (?!type )[^;]*?from '([^']+)';/gm,
  );
  for (const [, name = ''] of statements) {
    if (!name.startsWith('.')) seen.add(name);
    else {
      const path = join(file, '..', name);
      const found = [path, `${path}.ts`, join(path, 'index.ts')].find(
        (candidate) => /\.\w+$/.test(candidate) && existsSync(candidate),
      );
      if (found === undefined) throw new Error(`${file}: ${name}`);
      if (found.endsWith('.ts')) loaded(found, seen);
    }
  }
  return seen;
}

test('the command loads no framework: anyone who uses Pulumi has no cdk8s', () => {
  const all = [...loaded(join(LIB, 'cli/main.ts'))].map((name) =>
    name.startsWith('/') ? relative(LIB, name) : name,
  );
  expect(all).toEqual(expect.arrayContaining(['cli/synth/synth.ts', 'core/engine/evaluate.ts', 'commander']));
  const packages = all.filter((name) => !name.endsWith('.ts') && !name.startsWith('node:'));
  expect(packages.sort()).toEqual(['commander', 'picomatch']);
  expect(all.filter((name) => name.startsWith('cdk8s/') || name.startsWith('testing/'))).toEqual([]);
});
