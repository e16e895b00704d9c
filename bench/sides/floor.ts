import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measure } from './child';
import { hardenedTree } from './hardened-tree';

// The least that any synthesis can do: the objects are there already, and become text and files.
measure((spaces, outdir) => {
  const { files } = hardenedTree(spaces, outdir).synthesize();
  return () => {
    mkdirSync(outdir, { recursive: true });
    for (const { name, objects } of files) {
      const lines = objects.map((object) => `${JSON.stringify(object)}\n`);
      writeFileSync(join(outdir, `${name}.json`), lines.join(''));
    }
    return undefined;
  };
});
