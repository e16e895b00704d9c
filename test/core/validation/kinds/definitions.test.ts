import type { PlainObject } from '../../../../lib/core/manifest/plain';
import { object, pathsOf } from '../refusals';
import { testTables } from '../rows';
import { definitions } from '../tables/definitions';

testTables(definitions);

const version = { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } };
const names = { plural: 'widgets', kind: 'Widget' };
const definition = (spec: PlainObject, name = 'widgets.example.com'): PlainObject =>
  object(
    'apiextensions.k8s.io/v1',
    'CustomResourceDefinition',
    { spec: { group: 'example.com', scope: 'Cluster', names, versions: [version], ...spec } },
    { name },
  );
const ofVersion = (change: PlainObject): PlainObject => definition({ versions: [{ ...version, ...change }] });
const scale = (change: PlainObject): PlainObject =>
  ofVersion({
    subresources: { scale: { specReplicasPath: '.spec.a', statusReplicasPath: '.status.b', ...change } },
  });
const column = (change: PlainObject): PlainObject =>
  ofVersion({ additionalPrinterColumns: [{ name: 'A', type: 'string', jsonPath: '.a', ...change }] });
const webhook = { clientConfig: { url: 'https://example.com' }, conversionReviewVersions: ['v1'] };
const VERSION = 'spec.versions[0]';
const COLUMN = `${VERSION}.additionalPrinterColumns[0]`;
const SCALE = `${VERSION}.subresources.scale`;

test.each<[string, PlainObject, string[]]>([
  ['what it needs', definition({}), []],
  ['another name', definition({}, 'widget.example.com'), ['metadata.name']],
  ['a group without a dot', definition({ group: 'example' }, 'widgets.example'), ['spec.group']],
  ['no scope', definition({ scope: '' }), ['spec.scope']],
  ['a kind that is none', definition({ names: { ...names, kind: 'A b' } }), ['spec.names.kind']],
  [
    'one name for kind and list',
    definition({ names: { ...names, listKind: 'Widget' } }),
    ['spec.names.listKind'],
  ],
  [
    'a short name in capitals',
    definition({ names: { ...names, shortNames: ['WD'] } }),
    ['spec.names.shortNames[0]'],
  ],
  ['no version', definition({ versions: [] }), ['spec.versions']],
  ['nothing stored', ofVersion({ storage: false }), ['spec.versions']],
  ['two stored', definition({ versions: [version, { ...version, name: 'v2' }] }), ['spec.versions']],
  ['a version twice', definition({ versions: [version, { ...version, storage: false }] }), ['spec.versions']],
  ['a version in capitals', ofVersion({ name: 'V1' }), [`${VERSION}.name`]],
  ['no schema', ofVersion({ schema: undefined }), [`${VERSION}.schema.openAPIV3Schema`]],
  ['a warning of what goes on', ofVersion({ deprecationWarning: 'gone' }), [`${VERSION}.deprecationWarning`]],
  ['a warning', ofVersion({ deprecated: true, deprecationWarning: 'gone' }), []],
  [
    'a warning of two lines',
    ofVersion({ deprecated: true, deprecationWarning: 'a\nb' }),
    [`${VERSION}.deprecationWarning`],
  ],
  ['replicas elsewhere', scale({ specReplicasPath: '.a' }), [`${SCALE}.specReplicasPath`]],
  ['no replicas', scale({ statusReplicasPath: '' }), [`${SCALE}.statusReplicasPath`]],
  ['labels elsewhere', scale({ labelSelectorPath: '.metadata.a' }), [`${SCALE}.labelSelectorPath`]],
  ['a column of an unknown type', column({ type: 'text' }), [`${COLUMN}.type`]],
  ['a column of an unknown format', column({ format: 'text' }), [`${COLUMN}.format`]],
  ['a column of nothing', column({ jsonPath: 'a' }), [`${COLUMN}.jsonPath`]],
  ['a webhook', definition({ conversion: { strategy: 'Webhook', webhook } }), []],
  [
    'a webhook that is not asked',
    definition({ conversion: { strategy: 'None', webhook } }),
    ['spec.conversion.webhook'],
  ],
  [
    'a webhook that is nowhere',
    definition({ conversion: { strategy: 'Webhook', webhook: { conversionReviewVersions: ['v1'] } } }),
    ['spec.conversion.webhook.clientConfig'],
  ],
  [
    'fields that nobody knows kept',
    definition({ preserveUnknownFields: true }),
    ['spec.preserveUnknownFields'],
  ],
  [
    'what is not known',
    definition({ versions: [new Date(0)], names: new Date(0), conversion: new Date(0) }),
    [],
  ],
])('a definition with %s', (_name, manifest, paths) => {
  expect(pathsOf(manifest)).toEqual(paths);
});
