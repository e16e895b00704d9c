import { override, SecureDeployment, type Waiver } from 'bulwark/cdk8s';
import { ApiObject, JsonPatch } from 'cdk8s';
import { applyEdits } from '../../lib/blueprints/edits';
import { at, deployment, errorOf, found, shopApp, WEB, webApp } from './support';

const WAIVER: Waiver = {
  control: 'no-host-pid',
  reason: 'it looks at the processes of its node',
  owner: 'team-shop',
  expires: '2027-02-01',
};
const base = {
  kind: 'X',
  list: [{ name: 'a', deep: { on: 1 } }, { name: '1' }],
  map: { 'a.b/c': 1 },
  none: null,
};

describe('override', () => {
  test.each<[string, unknown, object]>([
    ['kind', 'Y', { kind: 'Y' }],
    ['map["a.b/c"]', 2, { map: { 'a.b/c': 2 } }],
    ['list[a].deep.on', 2, { list: [{ name: 'a', deep: { on: 2 } }, { name: '1' }] }],
    ['list[0].deep', { x: [] }, { list: [{ name: 'a', deep: { x: [] } }, { name: '1' }] }],
    [
      'list[1].new',
      3,
      {
        list: [
          { name: 'a', deep: { on: 1 } },
          { name: '1', new: 3 },
        ],
      },
    ],
    ['list[a]', undefined, { list: [{ name: '1' }] }],
    ['map', undefined, { map: undefined }],
    ['new.deep.er', 1, { new: { deep: { er: 1 } } }],
    ['none.now', 1, { none: { now: 1 } }],
    ['__proto__.polluted', 1, {}],
  ])('%s', (path, value, expected) => {
    const result = applyEdits(base, [{ path, value }], 'here');
    expect(result).toEqual({
      ...base,
      ...expected,
      ...(path.startsWith('__proto__') ? JSON.parse('{"__proto__":{"polluted":1}}') : {}),
    });
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    expect(base.list).toHaveLength(2);
  });

  test.each([
    '',
    '.',
    'a..b',
    'list[',
    'list[]',
    'list[b].x',
    'list[9]',
    'kind.deep',
    'list[a',
    'list.a]',
    'map["x',
  ])('the path %j leads nowhere, and the error says so', (path) => {
    const { message } = errorOf(() =>
      applyEdits(
        base,
        [
          { path, value: 1 },
          { path: 'kind', value: 'Z' },
        ],
        'shop/web',
      ),
    );
    expect(message).toContain('override at shop/web: a path leads nowhere');
    expect(message).toContain(JSON.stringify(path));
    expect(message).not.toContain('undefined');
  });

  test('what is not there cannot be removed', () => {
    expect(() => applyEdits(base, [{ path: 'nothing.here', value: undefined }], 'x')).toThrow(
      /leads nowhere/,
    );
  });

  test('is applied last, after patches, and judged again', () => {
    const { app, web } = webApp();
    ApiObject.of(web).addJsonPatch(JsonPatch.add('/spec/template/spec/hostPID', false));
    override(web, [{ path: 'spec.template.spec.hostPID', value: true }], WAIVER);
    expect(at(deployment(app), 'spec.template.spec.hostPID')).toBe(true);
    override(web, [{ path: 'spec.template.spec.hostIPC', value: true }], {
      ...WAIVER,
      control: 'no-host-ipc',
    });
    override(web, [{ path: 'spec.template.spec.hostNetwork', value: true }], {
      ...WAIVER,
      control: 'no-host-ipc',
    });
    expect(found(app)).toEqual(expect.arrayContaining(['no-host-network', 'waiver-not-admitted']));
    expect(found(app)).not.toContain('no-host-pid');
  });

  test('a path that leads nowhere names the construct, with those of other constructs', () => {
    const { app, shop } = shopApp();
    for (const id of ['a', 'b'])
      override(
        new SecureDeployment(shop, id, WEB),
        [{ path: 'spec.template.spec.containers[x].image', value: 1 }],
        WAIVER,
      );
    const { messages } = errorOf(() => app.synthYaml());
    expect(messages.map((text) => text.split(':')[0])).toEqual([
      'override at shop/a/Resource',
      'override at shop/b/Resource',
    ]);
  });

  test('a construct without an object is an error', () => {
    const { shop } = shopApp();
    expect(errorOf(() => override(shop, [], WAIVER)).message).toContain(
      'override: shop has no object of its own',
    );
  });

  test('values are copied: neither the edit nor the output changes the other', () => {
    const value = Object.freeze({ a: Object.freeze(['x']) });
    const one = applyEdits(
      base,
      [
        { path: 'one', value },
        { path: 'two', value },
      ],
      'here',
    );
    expect(one.one).toEqual(value);
    expect(one.one).not.toBe(value);
    expect(one.one).not.toBe(one.two);
  });
});
