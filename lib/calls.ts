/** The functions of the core as programs call them: what the types refuse has a message, too. */

import * as lock from './blueprints/image-lock';
import * as catalogue from './core/controls';
import * as judging from './core/engine/evaluate';
import * as hardening from './core/engine/harden';
import * as messages from './core/engine/message';
import * as form from './core/manifest/canonical';
import * as identity from './core/manifest/identity';
import * as images from './core/manifest/image';
import * as lists from './core/manifest/lists';
import { isPlain } from './core/manifest/plain';
import * as quantities from './core/manifest/quantity';
import * as podSecurity from './core/pod-security';
import * as exporters from './core/report/exporters';
import * as reports from './core/report/report';
import { anObject, anything, listOf, objectOf, partsOf, type Shape, text } from './core/shape';
import * as yaml from './core/yaml';
import { guarded, type Parameter } from './guarded';
import * as overview from './model/overview';
import * as readers from './readers';

const manifest: Parameter = {
  name: 'manifest',
  shape: { ...anObject, needs: 'a manifest, as a plain object', sample: `{ apiVersion: 'v1', kind: 'Pod' }` },
};

const manifests: Parameter = { name: 'objects', shape: listOf(manifest.shape) };

function having(
  needs: string,
  sample: string,
  lists: readonly string[],
  functions: readonly string[],
): Shape {
  const fits = (value: unknown): boolean =>
    isPlain(value) &&
    lists.every((field) => Array.isArray(value[field])) &&
    functions.every((field) => typeof value[field] === 'function');
  return { needs, sample, fits };
}

const compiled: Parameter = {
  name: 'compiled',
  shape: having(
    'a compiled policy, as compilePolicy makes it',
    'compilePolicy(restricted(), clusters.kubeadm())',
    ['pod', 'set'],
    ['objectControls', 'has', 'isLocked'],
  ),
};

const registry: Parameter = {
  name: 'registry',
  optional: true,
  shape: {
    needs: 'a KindRegistry',
    sample: 'knownKinds',
    opaque: true,
    fits: (value) =>
      typeof value === 'object' && value !== null && typeof Reflect.get(value, 'kindOf') === 'function',
  },
};

const judged: Shape = {
  needs: 'an object with a manifest',
  sample: '{ manifest }',
  fits: (value) => isPlain(value) && isPlain(value.manifest),
};

const finding: Shape = {
  needs: 'a finding, as evaluate gives it',
  sample: 'evaluate(objects, compiled, today).findings[0]',
  fits: (value) =>
    isPlain(value) && isPlain(value.object) && isPlain(value.origin) && typeof value.control === 'string',
};

const named = (name: string, shape: Shape, optional = false): Parameter => ({ name, shape, optional });
const options = named('options', anObject, true);
const today = named('today', { ...text, needs: 'a day, such as 2026-11-21', sample: `'2026-11-21'` });
const image = named('image', { ...text, sample: `'registry.example.com/shop/web:v1'` });
const suppressions = named(
  'suppressions',
  listOf(having('a suppression, as exportedSuppressions gives it', '…', [], [])),
);
const registries = having('a cluster profile', 'clusters.kubeadm()', ['registries'], []);
const version = named('version', { ...text, sample: `'v1.36'` });

export const lockedReference = guarded(
  'lockedReference',
  [image, named('lock', partsOf({ images: anObject }))],
  lock.lockedReference,
);
export const imageLockProblems = guarded('imageLockProblems', [], lock.imageLockProblems);
export const controlOf = guarded('controlOf', [], catalogue.controlOf);

/** Hardens one object. */
export const harden = guarded('harden', [manifest, compiled, options], hardening.harden);

/** Judges a set of rendered objects as a whole. */
export const evaluate = guarded(
  'evaluate',
  [named('objects', listOf(judged)), compiled, today, options],
  judging.evaluate,
);
export const messageOf = guarded('messageOf', [named('finding', finding)], messages.messageOf);
export const canonical = guarded('canonical', [manifest, registry], form.canonical);
export const formatRef = guarded(
  'formatRef',
  [named('ref', partsOf({ kind: text, namespace: text, name: text, generateName: text }))],
  identity.formatRef,
);
export const refOf = guarded('refOf', [manifest, registry], identity.refOf);
export const formatImage = guarded(
  'formatImage',
  [named('image', partsOf({ registry: text, repository: text, tag: text, digest: text }))],
  images.formatImage,
);
export const imageProblems = guarded('imageProblems', [], images.imageProblems);
export const parseImage = guarded('parseImage', [image], images.parseImage);
export const flattenList = guarded('flattenList', [manifest, registry], lists.flattenList);
export const canonicalQuantity = guarded(
  'canonicalQuantity',
  [
    named('value', {
      needs: 'a string, a number or a bigint',
      sample: `'256Mi'`,
      fits: (value) => ['string', 'number', 'bigint'].includes(typeof value),
    }),
  ],
  quantities.canonicalQuantity,
);

export const evaluateLevels = guarded(
  'evaluateLevels',
  [named('pod', anything), version, named('path', text, true)],
  podSecurity.evaluateLevels,
);
export const evaluatePod = guarded(
  'evaluatePod',
  [named('pod', anything), named('policy', partsOf({ version: text, level: text, path: text }))],
  podSecurity.evaluatePod,
);
export const isPolicyVersion = guarded('isPolicyVersion', [version], podSecurity.isPolicyVersion);
export const namespacePolicy = guarded('namespacePolicy', [manifest], podSecurity.namespacePolicy);
export const podSecurityRecords = guarded(
  'podSecurityRecords',
  [manifest, named('source', partsOf({ version: text }))],
  podSecurity.podSecurityRecords,
);

export const annotate = guarded('annotate', [manifests, suppressions], exporters.annotate);
export const exportedSuppressions = guarded(
  'exportedSuppressions',
  [
    named('report', having('a report, as reportOf gives it', 'reportOf(…)', ['suppressed'], [])),
    named('cluster', registries),
    manifests,
  ],
  exporters.exportedSuppressions,
);
export const gatekeeperMatches = guarded('gatekeeperMatches', [suppressions], exporters.gatekeeperMatches);
export const kyvernoExceptions = guarded('kyvernoExceptions', [suppressions], exporters.kyvernoExceptions);
export const skipPatches = guarded(
  'skipPatches',
  [manifests, suppressions, named('scanner', { ...text, sample: `'checkov'` })],
  exporters.skipPatches,
);
export const trivyData = guarded('trivyData', [named('cluster', registries)], exporters.trivyData);
export const trivyIgnore = guarded(
  'trivyIgnore',
  [
    suppressions,
    named(
      'pathOf',
      {
        needs: 'a function',
        sample: '() => undefined',
        opaque: true,
        fits: (value) => typeof value === 'function',
      },
      true,
    ),
  ],
  exporters.trivyIgnore,
);
export const reportOf = guarded(
  'reportOf',
  [
    named(
      'judgement',
      having(
        'a judgement, as evaluate gives it',
        'evaluate(objects, compiled, today)',
        ['findings', 'suppressed'],
        [],
      ),
    ),
    compiled,
    today,
    options,
  ],
  reports.reportOf,
);

const reading: Shape = {
  ...objectOf({ cluster: anObject, policy: anObject }, ['cluster', 'policy']),
  sample: '{ cluster: clusters.kubeadm(), policy: restricted() }',
};
export const readModel = guarded('readModel', [manifests, named('options', reading)], readers.readModel);
export const unreadText = guarded(
  'unreadText',
  [
    named('unread', {
      ...partsOf({ object: anObject, path: text, why: text }),
      needs: 'one of `unread`, as readModel gives it',
    }),
  ],
  readers.unreadText,
);

const model = named(
  'model',
  having(
    'a model, as readModel gives it',
    'readModel(…).model',
    ['workloads', 'secretUses', 'suppressions'],
    [],
  ),
);
export const secretUsesOf = guarded('secretUsesOf', [model], overview.secretUsesOf);
export const suppressionsOf = guarded('suppressionsOf', [model], overview.suppressionsOf);

const content = named('text', { ...text, needs: 'a string of YAML', sample: `'kind: Pod'` });
const file = named('file', text, true);
export const readManifests = guarded('readManifests', [content, file], yaml.readManifests);
export const readYaml = guarded('readYaml', [content, file], yaml.readYaml);
export const writeDocuments = guarded(
  'writeDocuments',
  [
    named('values', {
      needs: 'a list of values',
      sample: '[manifest]',
      opaque: true,
      fits: (value) => typeof value === 'object' && value !== null && Symbol.iterator in value,
    }),
  ],
  yaml.writeDocuments,
);
export const writeYaml = guarded('writeYaml', [], yaml.writeYaml);
