import type { PlainObject } from '../../../../lib/core/manifest/plain';
import { type Row, type Table, UNKNOWN } from '../rows';

const definition = (): PlainObject => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Cluster',
    names: { plural: 'widgets', kind: 'Widget' },
    versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
  },
});
const V = 'spec.versions[0]';
const N = 'spec.names';
const COLUMN = `${V}.additionalPrinterColumns[0]`;
const column = () => ({ [COLUMN]: { name: 'A', type: 'string', jsonPath: '.a' } });
const SCALE = `${V}.subresources.scale`;
const scale = () => ({ [SCALE]: { specReplicasPath: '.spec.a', statusReplicasPath: '.status.b' } });
const WEBHOOK = 'spec.conversion.webhook';
const conversion = () => ({
  'spec.conversion': {
    strategy: 'Webhook',
    webhook: { clientConfig: { url: 'https://a' }, conversionReviewVersions: ['v1'] },
  },
});

const fields: Row[] = [
  { path: 'spec.scope', bad: [undefined, '', 'cluster'], good: ['Cluster', 'Namespaced', UNKNOWN] },
  {
    path: 'spec.group',
    at: 'spec.group',
    with: { 'metadata.name': UNKNOWN },
    bad: [undefined, '', 'a', 'A.b'],
    good: ['a.b', UNKNOWN],
  },
  {
    path: `${N}.plural`,
    with: { 'metadata.name': UNKNOWN },
    bad: [undefined, '', 'A', '1a'],
    good: ['a', UNKNOWN],
  },
  { path: `${N}.singular`, bad: ['A', '1a'], good: ['', 'widget', UNKNOWN] },
  { path: `${N}.kind`, bad: [undefined, '', '1a', 'A b'], good: ['A', UNKNOWN] },
  { path: `${N}.listKind`, bad: ['Widget', 'A b'], good: ['', 'WidgetList', undefined, UNKNOWN] },
  { path: `${N}.listKind`, with: { [`${N}.kind`]: UNKNOWN }, bad: [], good: [UNKNOWN] },
  ...['shortNames', 'categories'].map((name) => ({
    path: `${N}.${name}`,
    bad: [['A'], [''], ['a b']],
    good: [['a', 'b-c'], [UNKNOWN], []],
  })),
  { path: `${V}.name`, bad: [undefined, '', 'V1', '1'], good: ['v1beta1', UNKNOWN] },
  { path: `${V}.deprecationWarning`, bad: ['gone', ''], good: [undefined] },
  { path: `${V}.deprecationWarning`, with: { [`${V}.deprecated`]: UNKNOWN }, bad: [], good: ['gone'] },
  {
    path: `${V}.deprecationWarning`,
    with: { [`${V}.deprecated`]: true },
    bad: ['', 'a\nb', 'a\u00a0b', 'a\u200bb', 'a'.repeat(257), 'é'.repeat(129)],
    good: ['a b', 'Ärger — 1 €', 'a'.repeat(256), 'é'.repeat(128), UNKNOWN],
  },
  {
    path: `${SCALE}.specReplicasPath`,
    with: scale(),
    bad: [undefined, '', 'spec.a', '.status.a'],
    good: ['.spec.a', UNKNOWN],
  },
  {
    path: `${SCALE}.statusReplicasPath`,
    with: scale(),
    bad: [undefined, '', '.spec.a'],
    good: ['.status.a', UNKNOWN],
  },
  {
    path: `${SCALE}.labelSelectorPath`,
    with: scale(),
    bad: ['.a', 'spec.a'],
    good: ['', '.spec.a', '.status.a', UNKNOWN],
  },
  { path: `${COLUMN}.name`, with: column(), bad: [undefined, ''], good: ['B', UNKNOWN] },
  {
    path: `${COLUMN}.type`,
    with: column(),
    bad: [undefined, '', 'String', 'object'],
    good: ['boolean', 'date', 'integer', 'number', 'string', UNKNOWN],
  },
  {
    path: `${COLUMN}.format`,
    with: column(),
    bad: ['Date', 'uuid'],
    good: ['', 'byte', 'date', 'date-time', 'double', 'float', 'int32', 'int64', 'password', UNKNOWN],
  },
  { path: `${COLUMN}.jsonPath`, with: column(), bad: [undefined, '', 'a'], good: ['.a', UNKNOWN] },
  {
    path: 'spec.conversion',
    bad: [{}, { strategy: '' }, { strategy: 'x' }],
    good: [{ strategy: 'None' }, { strategy: UNKNOWN }],
  },
  {
    path: `${WEBHOOK}.clientConfig`,
    with: conversion(),
    bad: [undefined, {}, { url: 'http://a' }],
    good: [UNKNOWN],
  },
  {
    path: `${WEBHOOK}.conversionReviewVersions`,
    with: conversion(),
    bad: [undefined, [], ['v2'], ['v1', 'v1'], ['v1', 'V1']],
    good: [['v1beta1'], ['v2', 'v1'], UNKNOWN],
  },
  { path: WEBHOOK, with: { 'spec.conversion': { strategy: UNKNOWN } }, bad: [], good: [{}] },
];

/** What is refused and taken, by the rows of each table. */
export const definitions: readonly Table[] = [
  { name: 'CustomResourceDefinition', base: definition, rows: fields },
];
