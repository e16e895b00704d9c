import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandIo } from '../../../lib/cli/io';
import { frontEnd } from '../../../lib/cli/synth/front-end';
import { readProject } from '../../../lib/cli/synth/pulumi-project';
import { fakeIo } from '../fake-io';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'synth-pulumi-project-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (files: Readonly<Record<string, string>>): void => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
};

describe('the project', () => {
  test('is found in its files; the only stack is the default', () => {
    write({
      'Pulumi.yaml': 'name: shop\nmain: .\nconfig:\n  a: 1\n  b: { value: [1, 2] }\n  c: { type: string }\n',
    });
    write({ 'Pulumi.live.yaml': 'config:\n  kubernetes:context: kind\n  b: two\n', 'index.ts': '' });
    expect(readProject(folder, {})).toEqual({
      project: 'shop',
      stack: 'live',
      config: { 'shop:a': '1', 'shop:b': 'two', 'kubernetes:context': 'kind' },
      encrypted: [],
      secrets: [],
      program: 'index.ts',
    });
    expect(() => readProject(folder, { stack: 'other' })).toThrow('needs one of live');
    expect(() => readProject(folder, { config: ['novalue'] })).toThrow('found "novalue"; needs key=value');
  });

  test('a folder without one has the defaults, and nothing to run', () => {
    expect(readProject(folder, {})).toEqual({
      project: 'project',
      stack: 'dev',
      config: {},
      encrypted: [],
      secrets: [],
    });
    expect(() => frontEnd({ pulumi: true }, commandIo(fakeIo({ cwd: folder })))).toThrow(
      'needs --app "npx tsx index.ts"',
    );
  });

  test('a cdk8s app has neither stack nor configuration', () => {
    expect(() => frontEnd({ stack: 'live', app: 'x' }, commandIo(fakeIo({ cwd: folder })))).toThrow(
      '--stack: needs --pulumi',
    );
  });
});
