import fc from 'fast-check';
import { clusters } from '../../../lib/core/cluster/presets';
import { Companions } from '../../../lib/core/companions/companions';
import { type ControlId, idFrom } from '../../../lib/core/controls';
import { compilePolicy } from '../../../lib/core/engine/compiled-policy';
import {
  ABSENT,
  changesBySettings,
  changesOf,
  type FieldChange,
} from '../../../lib/core/engine/field-changes';
import { type Hardened, hardenAndTell } from '../../../lib/core/engine/harden';
import { canonical } from '../../../lib/core/manifest/canonical';
import { clone, isPlain, type PlainObject, put } from '../../../lib/core/manifest/plain';
import { restricted } from '../../../lib/core/policy/policy';
import type { Suppression } from '../../../lib/core/policy/waiver';
import { writeYaml } from '../../../lib/core/yaml';
import { arbitraryCarrier } from '../pod-security/arbitrary-pods';
import { deployment, hardenFirst } from './support';

const compiled = compilePolicy(restricted(), clusters.kubeadm({ appArmor: true, userNamespaces: true }));
const told = (manifest: PlainObject, suppressions: readonly Suppression[] = []): Hardened =>
  hardenAndTell(manifest, compiled, { repair: true, beside: new Companions([manifest]), suppressions });
const carriers: fc.Arbitrary<PlainObject> = arbitraryCarrier.map((manifest) => {
  const metadata = isPlain(manifest.metadata) ? manifest.metadata : {};
  return { ...manifest, metadata: { ...metadata, name: 'subject', namespace: 'shop' } };
});

const TOKENS = /\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([A-Za-z_][\w-]*)/g;

function stepsOf(path: string): (string | number)[] {
  return [...path.matchAll(TOKENS)].map(([, index, quoted, key]) => {
    if (index !== undefined) return Number(index);
    return quoted === undefined ? (key ?? '') : String(JSON.parse(`"${quoted}"`));
  });
}

/** Writes a change into an object, as a reader of the report would. */
function apply(object: PlainObject, { path, after }: FieldChange): void {
  const steps = stepsOf(path);
  const last = steps.pop() ?? '';
  let owner: unknown = object;
  for (const step of steps) {
    if (Array.isArray(owner)) owner = owner[Number(step)];
    else if (isPlain(owner)) {
      if (!isPlain(owner[step]) && !Array.isArray(owner[step])) put(owner, String(step), {});
      owner = owner[step];
    }
  }
  if (Array.isArray(owner)) owner[Number(last)] = JSON.parse(after);
  else if (isPlain(owner)) {
    if (after === ABSENT) delete owner[last];
    else put(owner, String(last), JSON.parse(after));
  }
}

/** An object as text; an explicit null counts as absent, as for the API server. */
function textOf(object: PlainObject): string {
  const clean: unknown = JSON.parse(JSON.stringify(object), (_, value: unknown) =>
    isPlain(value) ? Object.fromEntries(Object.entries(value).filter(([, item]) => item !== null)) : value,
  );
  return writeYaml(canonical(isPlain(clean) ? clean : {}, compiled.registry));
}

test('the changes of an object make what it is hardened to', () => {
  let changes = 0;
  fc.assert(
    fc.property(carriers, (manifest) => {
      const { manifest: hardened, changes: all } = told(manifest);
      const copy = clone(manifest);
      for (const change of all) apply(copy, change);
      changes += all.length;
      expect(textOf(copy)).toBe(textOf(hardened));
    }),
    { numRuns: 300 },
  );
  expect(changes).toBeGreaterThan(1000);
});

test('each change names the control without which it is not made', () => {
  fc.assert(
    fc.property(carriers, (manifest) => {
      const { changes } = told(manifest);
      const ids = changes.map(({ by }) => idFrom(by));
      expect(ids).not.toContain(undefined);
      for (const control of new Set(ids)) {
        if (control === undefined) continue;
        const without = told(manifest, [suppression(control)]).changes;
        expect(without.map(({ by }) => by)).not.toContain(control);
      }
    }),
    { numRuns: 40 },
  );
});

function suppression(control: ControlId): Suppression {
  return { control, reason: 'it is only a test of it', owner: 'team-shop', expires: '2027-01-01' };
}

test('a change tells field, container, old and new value, and the control', () => {
  const { changes, object } = hardenFirst([
    deployment({}, { securityContext: { allowPrivilegeEscalation: true } }),
  ]);
  expect(object).toMatchObject({ kind: 'Deployment', namespace: 'shop', name: 'app' });
  expect(changes).toContainEqual({
    path: 'spec.template.spec.containers[0].securityContext.allowPrivilegeEscalation',
    container: 'app',
    before: 'true',
    after: 'false',
    by: 'no-privilege-escalation',
  });
  expect(changes).toContainEqual(
    expect.objectContaining({
      path: 'spec.template.spec.containers[0].securityContext.capabilities.drop',
      before: ABSENT,
      after: '["ALL"]',
    }),
  );
});

test('what is hardened already has no change', () => {
  const { manifest } = hardenFirst([deployment()]);
  expect(hardenFirst([manifest]).changes).toEqual([]);
});

describe('no value of a change tells a secret', () => {
  const by = { by: 'own-control' };
  test.each<[string, PlainObject, Parameters<typeof changesOf>[0]]>([
    [
      'of a Secret',
      { kind: 'Secret' },
      { path: ['stringData', 'user'], before: 'hunter2', after: 'hunter2-again' },
    ],
    ['of a Secret as a whole', { kind: 'Secret' }, { path: ['data'], before: 'hunter2', after: undefined }],
    [
      'of a variable',
      { kind: 'Pod' },
      {
        path: ['spec', 'containers', 0, 'env'],
        before: [{ name: 'DB_PASSWORD', value: 'hunter2' }],
        after: [],
      },
    ],
    [
      'by its form',
      { kind: 'ConfigMap' },
      { path: ['data', 'url'], before: 'postgres://app:hunter2@db/app', after: undefined },
    ],
    ['by its key', { kind: 'ConfigMap' }, { path: ['data', 'password'], before: 'hunter2', after: 'x' }],
  ])('%s', (_what, object, difference) => {
    const changes = changesOf(difference, object, by);
    expect(changes).toHaveLength(1);
    expect(JSON.stringify(changes)).not.toContain('hunter2');
  });
});

test('values that JSON cannot say are told in words, and long ones are cut', () => {
  const change = (after: unknown) =>
    changesOf({ path: ['spec', 'a'], before: undefined, after }, {}, { by: 'x' })[0]?.after;
  expect(change(10n)).toBe('"10"');
  expect(change(() => undefined)).toBe('a value that is not known yet');
  expect(change({ a: Symbol('x') })).toBe('{"a":"<not known yet>"}');
  expect(change('absent')).toBe('"absent"');
  expect(change('x'.repeat(2000))?.length).toBe(512);
  expect(change({ a: ['café\u0000'] })).toBe('{"a":["café\\u0000"]}');
});

test('what was added to a list is one change for each item', () => {
  const draft = deployment({ imagePullSecrets: [{ name: 'own' }] }, { image: 'a' });
  const changes = changesBySettings(draft, compiled.registry, ({ spec, containers: [container] }) => {
    spec.imagePullSecrets = [{ name: 'own' }, { name: 'one' }, { name: 'two' }];
    if (container !== undefined) container.spec.image = 'b';
  });
  expect(changes).toEqual([
    {
      path: 'spec.template.spec.containers[0].image',
      container: 'app',
      before: '"a"',
      after: '"b"',
      by: 'images',
    },
    {
      path: 'spec.template.spec.imagePullSecrets[1]',
      before: ABSENT,
      after: '{"name":"one"}',
      by: 'imagePullSecrets',
    },
    {
      path: 'spec.template.spec.imagePullSecrets[2]',
      before: ABSENT,
      after: '{"name":"two"}',
      by: 'imagePullSecrets',
    },
  ]);
});
