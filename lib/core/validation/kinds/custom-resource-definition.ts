import { serviceNameProblems, subdomainProblems } from '../../manifest/names';
import type { Field } from '../field';
import { utf8Length } from '../primitives/bytes';
import { checkExactly } from '../primitives/lists';
import { checkName, checkRequiredName, checkText, type NameRule } from '../primitives/names';
import { checkReviewVersions, checkWebhookClient } from '../primitives/webhook-client';

const COLUMN_TYPES = ['boolean', 'date', 'integer', 'number', 'string'];
const COLUMN_FORMATS = ['byte', 'date', 'date-time', 'double', 'float', 'int32', 'int64', 'password'];
const LONGEST_WARNING = 256;
/** What Go calls printable: of all spaces only that of ASCII. */
const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]+$/u;

const mixedCase: NameRule = (name) => serviceNameProblems(name.toLowerCase());

/** Source: `ValidateCustomResourceDefinition`. What is in the schemas is not read. */
export function checkCustomResourceDefinition(definition: Field): void {
  const spec = definition.at('spec');
  if (spec.isUnknown) return;
  const [group, plural, name] = [
    spec.at('group'),
    spec.in('names', 'plural'),
    definition.in('metadata', 'name'),
  ];
  if (name.text !== undefined && plural.text !== undefined && group.text !== undefined) {
    const needs = `${plural.text}.${group.text}`;
    if (name.text !== needs) name.misnamed(`${needs}, of spec.names.plural and spec.group`, `name: ${needs}`);
  }
  checkGroup(group);
  const scope = spec.at('scope');
  if (scope.isZero) scope.required('Cluster or Namespaced');
  else checkExactly(scope, ['Cluster', 'Namespaced']);
  checkNames(spec.at('names'));
  checkVersions(spec.at('versions'));
  checkConversion(spec.at('conversion'));
  if (spec.at('preserveUnknownFields').isTrue)
    spec
      .at('preserveUnknownFields')
      .invalid('false', 'write x-kubernetes-preserve-unknown-fields in the schema');
}

function checkGroup(group: Field): void {
  checkRequiredName(group, subdomainProblems, 'the group of the kind');
  if (group.text?.includes('.') === false && subdomainProblems(group.text).length === 0)
    group.invalid('a domain with a dot, such as example.com');
}

function checkNames(names: Field): void {
  if (names.isUnknown) return;
  const [kind, list] = [names.at('kind'), names.at('listKind')];
  checkRequiredName(names.at('plural'), serviceNameProblems, 'the plural of the kind');
  checkName(names.at('singular'), serviceNameProblems);
  checkRequiredName(kind, mixedCase, 'the kind');
  checkName(list, mixedCase);
  if (!kind.isZero && !kind.isUnknown && kind.value === list.value)
    list.invalid('another name than the kind has');
  for (const field of ['shortNames', 'categories'] as const)
    for (const entry of names.at(field).items()) checkText(entry, serviceNameProblems);
}

function checkVersions(versions: Field): void {
  const items = versions.items();
  if (versions.isUnknown || items.some((version) => version.isUnknown)) return;
  for (const version of items) checkVersion(version);
  if (new Set(items.map((version) => version.at('name').value)).size < items.length)
    versions.invalid('versions of which each has a name of its own');
  const stored = items.filter((version) => version.at('storage').isTrue);
  if (stored.length !== 1 && !items.some((version) => version.at('storage').isUnknown))
    versions.invalid('exactly one version with storage: true', 'storage: true in one of them');
}

function checkVersion(version: Field): void {
  const name = version.at('name');
  if (!name.isUnknown) for (const needs of serviceNameProblems(name.text ?? '')) name.misnamed(needs);
  const schema = version.at('schema').at('openAPIV3Schema');
  if (!schema.isSet) schema.required('the schema of the version', 'openAPIV3Schema: { type: object, … }');
  checkWarning(version);
  checkScale(version.in('subresources', 'scale'));
  for (const column of version.at('additionalPrinterColumns').items()) checkColumn(column);
}

function checkWarning(version: Field): void {
  const warning = version.at('deprecationWarning');
  const { text } = warning;
  if (!warning.isSet || version.at('deprecated').isUnknown) return;
  if (!version.at('deprecated').isTrue)
    warning.invalid('none unless the version is deprecated', 'deprecated: true');
  else if (text !== undefined && (utf8Length(text) > LONGEST_WARNING || !PRINTABLE.test(text)))
    warning.invalid(`one line of printable characters, of 1 to ${LONGEST_WARNING} bytes`);
}

function checkScale(scale: Field): void {
  if (!scale.isSet || scale.isUnknown) return;
  checkReplicasPath(scale.at('specReplicasPath'), '.spec.');
  checkReplicasPath(scale.at('statusReplicasPath'), '.status.');
  const labels = scale.at('labelSelectorPath');
  if (!labels.isZero && labels.text !== undefined && !/^\.(spec|status)\./.test(labels.text))
    labels.invalid('a path below .spec or .status');
}

function checkReplicasPath(path: Field, above: string): void {
  const needs = `a path below ${above.slice(0, -1)}`;
  if (path.isZero) path.required(needs);
  else if (path.text?.startsWith(above) === false) path.invalid(needs);
}

function checkColumn(column: Field): void {
  if (column.isUnknown) return;
  const [name, type, format, path] = [
    column.at('name'),
    column.at('type'),
    column.at('format'),
    column.at('jsonPath'),
  ];
  if (name.isZero) name.required('the title of the column');
  if (type.isZero) type.required(`one of ${COLUMN_TYPES.join(', ')}`);
  else if (type.text !== undefined && !COLUMN_TYPES.includes(type.text))
    type.invalid(`one of ${COLUMN_TYPES.join(', ')}`);
  if (!format.isZero && format.text !== undefined && !COLUMN_FORMATS.includes(format.text))
    format.invalid(`one of ${COLUMN_FORMATS.join(', ')}`);
  if (path.isZero) path.required('a path such as .spec.replicas');
  else if (path.text?.startsWith('.') === false) path.invalid("a path that begins with '.'");
}

function checkConversion(conversion: Field): void {
  if (!conversion.isSet || conversion.isUnknown) return;
  const [strategy, webhook] = [conversion.at('strategy'), conversion.at('webhook')];
  if (strategy.isZero) strategy.required('None or Webhook');
  else checkExactly(strategy, ['None', 'Webhook']);
  if (strategy.text !== 'Webhook') {
    if (webhook.isSet && !strategy.isUnknown) webhook.forbidden('none unless strategy is Webhook');
    return;
  }
  const client = webhook.at('clientConfig');
  if (client.isSet) checkWebhookClient(client);
  else client.required('where the webhook is');
  checkReviewVersions(webhook.at('conversionReviewVersions'), serviceNameProblems);
}
