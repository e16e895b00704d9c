import { dataKeyProblems, labelNameProblems, subdomainProblems } from '../../manifest/names';
import { isOn } from '../context';
import type { Field } from '../field';
import { checkName, checkRequiredName } from '../primitives/names';
import { checkNoBacksteps } from '../primitives/paths';
import { checkRequired } from '../primitives/text';
import { checkFieldRef, checkResourceFieldRef, ENV_FIELDS } from './field-ref';
import type { PodScope } from './scope';

const PRINTABLE = /^[ -<>-~]+$/;

/** What is wrong with the name of a variable; since 1.32 all printable ASCII characters but `=` are taken. */
function variableNameProblems(name: string): string[] {
  return PRINTABLE.test(name) ? [] : ["printable ASCII characters other than '='"];
}

/** The variables of a container. Source: `ValidateEnv`. */
export function checkEnv(env: Field, scope: PodScope): void {
  for (const variable of env.items()) {
    if (variable.isUnknown) continue;
    checkRequiredName(variable.at('name'), variableNameProblems, 'the name of a variable');
    if (variable.at('valueFrom').isSet) checkValueFrom(variable, scope);
  }
}

type CheckSource = (source: Field, scope: PodScope) => void;

const SOURCES: Readonly<Record<string, CheckSource>> = {
  fieldRef: (source) => checkFieldRef(source, ENV_FIELDS),
  resourceFieldRef: (source) => checkResourceFieldRef(source, false),
  configMapKeyRef: (source) => checkKeyRef(source, 'ConfigMap'),
  secretKeyRef: (source) => checkKeyRef(source, 'Secret'),
  fileKeyRef: checkFileKeyRef,
};

function checkValueFrom(variable: Field, scope: PodScope): void {
  const from = variable.at('valueFrom');
  if (from.isUnknown) return;
  const files = isOn('EnvFiles', from.context);
  const names = Object.keys(SOURCES).filter((name) => files || name !== 'fileKeyRef');
  const sources = names.map((name) => from.at(name)).filter((source) => source.isSet);
  for (const source of sources) if (!source.isUnknown) SOURCES[source.key]?.(source, scope);
  if (sources.length === 0) from.invalid(`one of ${names.join(', ')}`, 'write one of them, or value');
  else if (!variable.at('value').isZero)
    from.forbidden('value or valueFrom, not both', 'remove one of the two');
  else if (sources.length > 1) from.invalid('one source', 'keep one of them');
}

function checkKeyRef(source: Field, kind: string): void {
  checkRequiredName(source.at('name'), subdomainProblems, `the name of a ${kind}`);
  checkRequiredName(source.at('key'), dataKeyProblems, 'a key');
}

function checkFileKeyRef(source: Field, { volumes }: PodScope): void {
  const [key, volume, path] = [source.at('key'), source.at('volumeName'), source.at('path')];
  checkRequiredName(key, variableNameProblems, 'the name of a variable in the file');
  checkRequiredName(volume, labelNameProblems, 'the name of a volume');
  if (checkRequired(path, 'the path of the file in the volume')) checkNoBacksteps(path);
  if (volume.text === undefined || volume.text === '') return;
  const found = volumes.byName.get(volume.text);
  if (found === undefined) {
    if (volumes.complete) volume.invalid('the name of a volume of the pod', 'add a volume of that name');
  } else if (!found.at('emptyDir').isSet && !isEmptyByDefault(found))
    volume.invalid('a volume of the type emptyDir');
}

/** A volume without any source becomes an emptyDir. */
function isEmptyByDefault(volume: Field): boolean {
  return volume.entries().every((field) => field.key === 'name' || !volume.at(field.key).isSet);
}

/** ConfigMaps and Secrets all of whose keys become variables. Source: `ValidateEnvFrom`. */
export function checkEnvFrom(envFrom: Field): void {
  for (const source of envFrom.items()) if (!source.isUnknown) checkSource(source);
}

function checkSource(source: Field): void {
  checkName(source.at('prefix'), variableNameProblems);
  const [map, secret] = [source.at('configMapRef'), source.at('secretRef')];
  if (map.isSet) checkEnvSource(map, 'ConfigMap');
  if (secret.isSet) checkEnvSource(secret, 'Secret');
  if (map.isSet !== secret.isSet) return;
  const fix = map.isSet ? 'write an entry for each' : 'write one of the two';
  source.invalid('configMapRef or secretRef, one of the two', fix);
}

/** The name may end as a prefix does. */
function checkEnvSource(source: Field, kind: string): void {
  if (!source.isUnknown) checkRequiredName(source.at('name'), prefixProblems, `the name of a ${kind}`);
}

function prefixProblems(name: string): readonly string[] {
  return subdomainProblems(name.length > 1 && name.endsWith('-') ? `${name.slice(0, -1)}a` : name);
}
