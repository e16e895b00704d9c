import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { anchors, pages, prose, ROOT } from './markdown';

interface Link {
  readonly page: string;
  readonly target: string;
}

const links: Link[] = pages().flatMap((page) =>
  [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => ({ page: page.path, target })),
);
const relative = links.filter(({ target }) => !/^[a-z]+:/.test(target));

/** What is wrong with a link, if anything. */
function problem({ page, target }: Link): string | undefined {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : join(dirname(page), path);
  if (!existsSync(join(ROOT, file))) return `${page}: ${target}: there is no ${file}`;
  if (anchor === undefined || !file.endsWith('.md')) return undefined;
  const names = anchors({ path: file, text: readFileSync(join(ROOT, file), 'utf8') });
  return names.has(anchor) ? undefined : `${page}: ${target}: ${file} has no heading #${anchor}`;
}

test('every relative link leads to a file, and to a heading where it names one', () => {
  expect(relative.length).toBeGreaterThan(100);
  expect(relative.flatMap((link) => problem(link) ?? [])).toEqual([]);
});

test('a link to nothing is found', () => {
  expect(problem({ page: 'docs/traffic.md', target: 'nothing.md' })).toContain('there is no');
  expect(problem({ page: 'docs/traffic.md', target: '../README.md#nothing' })).toContain('no heading');
  expect(problem({ page: 'docs/traffic.md', target: '../README.md' })).toBeUndefined();
});

test('every page is reached from the README', () => {
  const reached = new Set(['README.md']);
  for (const page of reached) {
    for (const { target } of relative.filter((link) => link.page === page)) {
      const file = join(dirname(page), target.split('#')[0] ?? '');
      if (file.endsWith('.md')) reached.add(file);
    }
  }
  expect(
    pages()
      .map(({ path }) => path)
      .filter((path) => !reached.has(path)),
  ).toEqual([]);
});
