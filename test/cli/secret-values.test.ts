import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../lib/cli/program';
import { fakeIo } from './fake-io';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'secret-values-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A Secret with one mistake; the value 4711 or hunter2 is what nobody may read. */
const secret = (rest: string): string =>
  `apiVersion: v1\nkind: Secret\nmetadata: { name: db, namespace: shop }\n${rest}\n`;

describe('what a Secret holds is in no message', () => {
  test.each([
    ['text that is not base64', secret('data: { password: hunter2! }'), 'data.password'],
    ['a number', secret('data: { pin: 4711 }'), 'data.pin'],
    ['a number beside', secret('stringData: { pin: 4711 }'), 'stringData.pin'],
    ['text in place of the map', secret('data: hunter2'), 'data'],
    ['a list in place of the map', secret('stringData: [hunter2]'), 'stringData'],
    ['a key that no key can be', secret('data: { "a b": aHVudGVyMg== }'), 'data["a b"]'],
    [
      'registries that are no JSON',
      secret('type: kubernetes.io/dockerconfigjson\ndata: { .dockerconfigjson: aHVudGVyMg== }'),
      'dockerconfigjson',
    ],
    [
      'a Secret in a list',
      `apiVersion: v1\nkind: List\nitems:\n- ${secret('data: { password: hunter2! }').trim().replaceAll('\n', '\n  ')}\n`,
      'data.password',
    ],
  ])('%s', async (_, text, place) => {
    const file = join(folder, 'secret.yaml');
    writeFileSync(file, text);
    for (const format of [[], ['--format', 'json']]) {
      const io = fakeIo({ cwd: folder });
      const code = await run(['check', file, ...format], io);
      const said = `${io.out()}${io.err()}`;
      expect(code).not.toBe(0);
      expect(said).toMatch(/not shown|a list/);
      expect(said.replaceAll('\\"', '"')).toContain(place);
      expect(said).not.toMatch(/hunter2|4711|aHVudGVyMg/);
    }
  });

  test('a ConfigMap of the same form is shown', async () => {
    const file = join(folder, 'map.yaml');
    writeFileSync(file, secret('data: { pin: 4711 }').replace('Secret', 'ConfigMap'));
    const io = fakeIo({ cwd: folder });
    expect(await run(['check', file], io)).not.toBe(0);
    expect(io.err()).toContain('4711');
  });
});
