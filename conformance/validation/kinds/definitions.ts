import { type Change, each, type Generator, grid, REMOVED } from '../cases';
import { names } from './metadata';
import { clusterWide } from './namespaced';

const schema = {
  openAPIV3Schema: {
    type: 'object',
    properties: { spec: { type: 'object', properties: { replicas: { type: 'integer' } } } },
  },
};
const column = { name: 'Replicas', type: 'integer', jsonPath: '.spec.replicas', format: 'int32' };
const version = {
  name: 'v1',
  served: true,
  storage: true,
  schema,
  subresources: {
    status: {},
    scale: {
      specReplicasPath: '.spec.replicas',
      statusReplicasPath: '.status.replicas',
      labelSelectorPath: '.status.selector',
    },
  },
  additionalPrinterColumns: [column],
};
const old = {
  name: 'v1beta1',
  served: true,
  storage: false,
  deprecated: true,
  deprecationWarning: 'use v1',
  schema,
};
const metadata = { name: 'widgets.example.com' };
const spec = {
  group: 'example.com',
  scope: 'Namespaced',
  names: {
    plural: 'widgets',
    singular: 'widget',
    kind: 'Widget',
    listKind: 'WidgetList',
    shortNames: ['wd'],
    categories: ['all'],
  },
  versions: [version, old],
};
const webhook = {
  clientConfig: { service: { namespace: 'default', name: 'webhook', path: '/convert' } },
  conversionReviewVersions: ['v1'],
};
const LABELS = ['', 'Widget', 'a.b', '1a', 'a'.repeat(64), '-a', 'ok', 'A b'];
const PATHS = ['', 'spec.replicas', '.spec', '.spec.replicas', '.status.replicas', '.', REMOVED];

/** Valid ones, so that the rules about conversion are seen to let pass. */
const SHORT = Array.from({ length: 25 }, (_, index) => `wd${index}`);

const changes: Change[] = [
  ...names,
  ...each('spec.group', ['', 'example', 'Example.com', 'other.example.com', 'a_b.c']),
  ...each('spec.scope', ['Cluster', 'Namespaced', 'x', '', REMOVED]),
  ...grid(
    ['spec.names.plural', 'spec.names.singular', 'spec.names.kind', 'spec.names.listKind'],
    [...LABELS, REMOVED],
  ),
  { 'spec.names.listKind': 'Widget' },
  { 'spec.names.listKind': REMOVED, 'spec.names.singular': REMOVED },
  ...grid(['spec.names.shortNames[0]', 'spec.names.categories[0]'], LABELS),
  ...grid(['spec.versions[0].name', 'spec.versions[1].name'], [...LABELS, 'v1', 'v1beta1']),
  ...grid(['spec.versions[0].storage', 'spec.versions[1].storage'], [true, false]),
  ...grid(['spec.versions[0].schema', 'spec.versions[1].schema'], [REMOVED, {}]),
  ...each('spec.versions[1].deprecationWarning', [
    '',
    'a'.repeat(256),
    'a'.repeat(257),
    'a\nb',
    'ok',
    REMOVED,
  ]),
  ...each('spec.versions[1].deprecated', [false, REMOVED]),
  ...grid(
    [
      'spec.versions[0].subresources.scale.specReplicasPath',
      'spec.versions[0].subresources.scale.statusReplicasPath',
      'spec.versions[0].subresources.scale.labelSelectorPath',
    ],
    PATHS,
  ),
  ...each('spec.versions[0].additionalPrinterColumns[0].type', ['', 'x', 'string', 'date', REMOVED]),
  ...each('spec.versions[0].additionalPrinterColumns[0].format', ['', 'x', 'int64', 'date-time']),
  ...each('spec.versions[0].additionalPrinterColumns[0].jsonPath', [
    '',
    'x',
    '.x',
    '.metadata.name',
    REMOVED,
  ]),
  ...each('spec.versions[0].additionalPrinterColumns[0].name', ['', 'x', REMOVED]),
  ...each('spec.versions', [[], null, [version]]),
  ...each('spec.preserveUnknownFields', [true, false]),
  ...each('spec.conversion', [
    {},
    { strategy: 'None' },
    { strategy: 'x' },
    { strategy: 'None', webhook },
    { strategy: 'Webhook' },
    { strategy: 'Webhook', webhook },
    { strategy: 'Webhook', webhook: { conversionReviewVersions: ['v1'] } },
  ]),
  ...each(
    'spec.conversion',
    [[], ['v2'], ['v1', 'v1'], ['V1'], ['v1beta1']].map((conversionReviewVersions) => ({
      strategy: 'Webhook',
      webhook: { ...webhook, conversionReviewVersions },
    })),
  ),
  ...each(
    'spec.conversion',
    [
      {},
      { url: 'http://x' },
      { url: 'https://example.com', service: webhook.clientConfig.service },
      { service: { name: '', namespace: '' } },
    ].map((clientConfig) => ({ strategy: 'Webhook', webhook: { ...webhook, clientConfig } })),
  ),
  { 'metadata.name': 'other.example.com' },
];

export const definitions: Generator = {
  bases: {
    'custom resource definition': clusterWide('apiextensions.k8s.io/v1', 'CustomResourceDefinition', {
      metadata,
      spec,
    }),
    'converted definition': clusterWide('apiextensions.k8s.io/v1', 'CustomResourceDefinition', {
      metadata,
      spec: { ...spec, conversion: { strategy: 'Webhook', webhook } },
    }),
  },
  changes: {
    'custom resource definition': changes,
    'converted definition': [
      ...each('spec.names.shortNames[0]', SHORT),
      ...each('spec.conversion.strategy', ['None', 'Webhook', 'x', '']),
      ...each('spec.conversion.webhook.clientConfig', [{}, null, { url: 'https://example.com' }]),
      ...each('spec.conversion.webhook.conversionReviewVersions', [[], null, ['v2']]),
    ],
  },
};
