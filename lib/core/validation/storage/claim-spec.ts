import { labelNameProblems, subdomainProblems } from '../../manifest/names';
import { isOn } from '../context';
import type { Field } from '../field';
import { checkExactly } from '../primitives/lists';
import { checkName } from '../primitives/names';
import { quantityAt } from '../primitives/numbers';
import { checkLabelSelector } from '../primitives/selectors';
import { checkRequired } from '../primitives/text';
import { checkAccessModes, VOLUME_MODES } from './modes';

const CLAIM = 'PersistentVolumeClaim';
const SNAPSHOTS = 'snapshot.storage.k8s.io';

/** A claim by itself: the API server drops sources that it does not know before it judges the rest. */
export function checkClaim(claim: Field): void {
  const spec = claim.at('spec');
  if (spec.isUnknown) return;
  checkSize(spec);
  const [source, reference] = [spec.at('dataSource'), spec.at('dataSourceRef')];
  const elsewhere = reference.at('namespace');
  if (reference.isUnknown || source.isUnknown || elsewhere.isUnknown) return;
  const kept = reference.isSet && elsewhere.isZero;
  if (kept) checkDataSources(spec);
  else if (isKnownSource(source)) checkDataSource(source);
}

/** Whether a source is a claim or a snapshot. */
function isKnownSource(source: Field): boolean {
  const [kind, group] = [source.at('kind').text, source.at('apiGroup').textOr('')];
  return (kind === CLAIM && group === '') || (kind === 'VolumeSnapshot' && group === SNAPSHOTS);
}

/** What a PersistentVolumeClaim asks for, wherever else it is. Source: `ValidatePersistentVolumeClaimSpec`. */
export function checkClaimSpec(spec: Field): void {
  if (spec.isUnknown) return;
  checkSize(spec);
  checkDataSources(spec);
}

function checkSize(spec: Field): void {
  checkAccessModes(spec.at('accessModes'));
  if (spec.at('selector').isSet) checkLabelSelector(spec.at('selector'));
  checkStorage(spec.in('resources', 'requests', 'storage'));
  checkName(spec.at('storageClassName'), subdomainProblems);
  checkExactly(spec.at('volumeMode'), VOLUME_MODES);
  if (isOn('VolumeAttributesClass', spec.context))
    checkName(spec.at('volumeAttributesClassName'), subdomainProblems);
}

function checkStorage(storage: Field): void {
  const quantity = quantityAt(storage);
  if (!storage.isSet) storage.required('the size of the volume', 'storage: 1Gi');
  else if (quantity !== undefined && quantity.nanos <= 0n) storage.invalid('a size above zero');
}

function checkDataSources(spec: Field): void {
  const [source, reference] = [spec.at('dataSource'), spec.at('dataSourceRef')];
  const namespace = reference.at('namespace');
  if (source.isSet) checkDataSource(source);
  if (reference.isSet) {
    checkDataSource(reference);
    checkName(namespace, labelNameProblems);
  }
  if (!source.isSet || !reference.isSet || source.isUnknown || reference.isUnknown) return;
  if (!namespace.isZero) source.forbidden('no dataSource beside dataSourceRef.namespace');
  else if (!isSame(source, reference)) source.invalid('what dataSourceRef says', 'remove dataSource');
}

function checkDataSource(source: Field): void {
  const [name, kind, group] = [source.at('name'), source.at('kind'), source.at('apiGroup')];
  checkRequired(name, 'the name of the source');
  checkRequired(kind, 'the kind of the source');
  if (group.isZero) {
    if (!kind.isUnknown && kind.text !== CLAIM) kind.invalid(`${CLAIM}, as no apiGroup is given`);
  } else checkName(group, subdomainProblems);
}

function isSame(source: Field, reference: Field): boolean {
  return ['apiGroup', 'kind', 'name'].every((name) => {
    const [left, right] = [source.at(name), reference.at(name)];
    return (
      left.isUnknown ||
      right.isUnknown ||
      left.value === right.value ||
      (name !== 'apiGroup' && left.isZero && right.isZero)
    );
  });
}
