import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { annotate } from '../../../lib/core/report/exporters';
import { writeYaml } from '../../../lib/core/yaml';
import type { Group, Laid } from './driver';

/** Writes a group into a folder, which is emptied first. Objects carry the annotations that are exported for them. */
export function layOut(group: Group, root: string): Laid {
  rmSync(root, { recursive: true, force: true });
  const folder = join(root, 'sets');
  const scratch = join(root, 'scratch');
  mkdirSync(scratch, { recursive: true });
  const lines = new Map<string, number[]>();
  const strings = new Set<string>(); // what sets share, such as a priority class, is one object
  for (const { name, objects } of group.sets) {
    mkdirSync(join(folder, name), { recursive: true });
    const starts: number[] = [];
    let text = '';
    let line = 2; // as Trivy counts: the first separator is a line, and no other is
    for (const object of annotate(objects, group.suppressions)) {
      const document = `---\n${writeYaml(object)}`;
      starts.push(line);
      line += document.split('\n').length - 2;
      text += document;
      strings.add(document);
    }
    lines.set(name, starts);
    writeFileSync(join(folder, name, 'objects.yaml'), text);
  }
  const all = join(root, 'all.yaml');
  writeFileSync(all, [...strings].join(''));
  return { ...group, folder, all, scratch, lines };
}

/** The name of the set that a path of its file leads to. */
export function setAt(path: string): string {
  return path.split('/').at(-2) ?? '';
}
