import fc from 'fast-check';
import { evaluate } from '../../../lib/core/engine/evaluate';
import { harden } from '../../../lib/core/engine/harden';
import table from '../../../lib/core/manifest/kinds.generated.json';
import { clone, isPlain, type PlainObject } from '../../../lib/core/manifest/plain';
import { checkSchema } from '../../../lib/core/manifest/schema-check';
import { podSecurityRecords } from '../../../lib/core/pod-security';
import { readManifests, writeYaml } from '../../../lib/core/yaml';
import { arbitraryCarrier } from '../pod-security/arbitrary-pods';
import { engineFor, TODAY } from './fixtures';

const compiled = engineFor();
const runs = { numRuns: 150 };

/** Keys that code may trip over, and the fields that controls look at. */
const keys = fc.constantFrom(
  ...[
    'metadata',
    'spec',
    'template',
    'labels',
    'name',
    'namespace',
    'containers',
    'initContainers',
    'volumes',
  ],
  ...[
    'securityContext',
    'selector',
    'ports',
    'rules',
    'items',
    'egress',
    'ingress',
    'policyTypes',
    'podSelector',
  ],
  ...['matchLabels', 'resources', 'limits', 'jobTemplate', 'env', 'hostPath', 'tls', 'subjects', 'roleRef'],
  ...['__proto__', 'constructor', 'toString', ''],
);

const leaves = fc.oneof(
  fc.constantFrom(null, undefined, true, 'true', '', 0, -1, 1.5, 1e300, Number.NaN, '1Gi', 'web', 10n),
  fc.string(),
  fc.constant(new Map()),
);

/** Any value, of any type, with the keys of manifests at any depth. */
const { value: anything } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaves,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(keys, tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
}));

/** An object of a kind that Kubernetes has, with anything in its fields. */
const ofKnownKind = fc
  .tuple(fc.constantFrom(...table.kinds), fc.dictionary(keys, anything, { noNullPrototype: true }))
  .map(([{ group, version, kind }, fields]): PlainObject => {
    return { ...fields, apiVersion: group === '' ? version : `${group}/${version}`, kind };
  });

const untyped = fc.dictionary(fc.oneof(keys, fc.constantFrom('apiVersion', 'kind')), anything, {
  noNullPrototype: true,
});

/** A workload of right types, with anything at some of its paths. */
const damaged = fc
  .tuple(arbitraryCarrier, fc.array(fc.tuple(fc.nat(), anything), { minLength: 1, maxLength: 4 }))
  .map(([carrier, damages]) => {
    const manifest = clone(carrier);
    for (const [seed, value] of damages) replaceAt(manifest, seed, clone(value));
    return manifest;
  });

const manifests: fc.Arbitrary<PlainObject> = fc.oneof(ofKnownKind, untyped, damaged);

test('judging any objects ends with findings, not with an error', () => {
  fc.assert(
    fc.property(fc.array(manifests, { maxLength: 4 }), (objects) => {
      const judgement = evaluate(
        objects.map((manifest) => ({ manifest })),
        compiled,
        TODAY,
      );
      expect(judgement.objects).toBe(objects.length);
    }),
    runs,
  );
});

test('hardening any object ends, changes nothing of it, and twice is once', () => {
  fc.assert(
    fc.property(manifests, fc.boolean(), (manifest, repair) => {
      const before = clone(manifest);
      const once = harden(manifest, compiled, { repair });
      expect(manifest).toEqual(before);
      expect(harden(once, compiled, { repair })).toEqual(once);
    }),
    runs,
  );
});

test('Pod Security, the schema and the list of objects take any value', () => {
  fc.assert(
    fc.property(fc.oneof(manifests, anything), (value) => {
      podSecurityRecords(value, { file: 'f.yaml', document: 0, version: 'latest' });
      if (isPlain(value)) checkSchema(value, { kubernetes: '1.36' });
    }),
    runs,
  );
});

test('reading any text ends with documents or problems', () => {
  const pieces = fc.constantFrom(
    ...[
      'apiVersion: v1\n',
      'kind: List\n',
      'items:\n',
      '- ',
      '{',
      '}',
      '[',
      ']',
      ': ',
      '&a ',
      '*a',
      '<<: ',
      '---\n',
    ],
    ...[
      '"',
      "'",
      '|\n',
      '>-\n',
      '  ',
      '\n',
      '!!str ',
      '? ',
      '#',
      '%YAML 1.2\n',
      '...\n',
      '\t',
      '\u2028',
      '0x1F',
      '~',
    ],
  );
  const strings = fc.array(fc.oneof(pieces, fc.string({ maxLength: 4 })), { maxLength: 30 });
  fc.assert(
    fc.property(strings, (parts) => {
      const { documents, problems } = readManifests(parts.join(''), 'f.yaml');
      for (const { value } of documents) expect(typeof value.kind).toBe('string');
      for (const { message } of problems) expect(message).toMatch(/^f\.yaml: document \d+, line \d+/);
    }),
    { numRuns: 1000 },
  );
});

test('what is written of a hardened object is read as the same object', () => {
  fc.assert(
    fc.property(damaged, (manifest) => {
      const hardened = harden(asJson(manifest), compiled, { repair: true });
      const { documents } = readManifests(writeYaml(hardened));
      for (const { value } of documents) expect(value).toEqual(hardened);
    }),
    runs,
  );
});

/** Puts a value in place of one of the fields or items below; the seed says which. */
function replaceAt(owner: PlainObject | unknown[], seed: number, value: unknown): void {
  const places = Object.keys(owner);
  const key = places[seed % Math.max(places.length, 1)];
  if (key === undefined) return;
  const found: unknown = Reflect.get(owner, key);
  if (seed % 5 !== 0 && (isPlain(found) || Array.isArray(found)))
    replaceAt(found, Math.floor(seed / 5), value);
  else Reflect.set(owner, key, value);
}

function asJson(manifest: PlainObject): PlainObject {
  const text = JSON.stringify(manifest, (_key, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  const read: unknown = JSON.parse(text);
  return isPlain(read) ? read : {};
}
