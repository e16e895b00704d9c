import { dataText, type PlainObject } from '../../core/manifest/plain';
import type { ClusterModel } from '../../model/cluster-model';
import type { DeliveredSecret, SecretOrigin } from '../../model/delivered-secret';
import type { Namespace } from '../../model/namespace';
import type { Problems } from '../problems';
import { deliveredModel, hasOrigin } from './delivered';
import type { DeliveredSecretData } from './props';
import { namespaceOfSops } from './sops';

/**
 * Says which Secrets cannot be delivered where a workload reads them, and which are not the one of their name.
 * @param isolated the namespace above the workload
 */
export function checkUse(
  secrets: readonly DeliveredSecretData<unknown>[],
  isolated: Namespace | undefined,
  model: Pick<ClusterModel, 'secretNamed' | 'secrets'> | undefined,
  problems: Problems,
): void {
  const own = new Map<string, DeliveredSecret>();
  for (const secret of secrets.filter(hasOrigin)) {
    const { name } = secret;
    if (isolated === undefined) {
      const needs =
        'a workload in an IsolatedNamespace: a Secret belongs to the namespace that it is declared for';
      problems.add('secret', name, needs, "new IsolatedNamespace(app, 'shop', { secretStore: { … } })");
      continue;
    }
    const wanted = deliveredModel(secret, isolated);
    if (wanted === undefined) {
      const needs = `a store to read it from: ${isolated.name} has none, and the app has none`;
      const fix = `secretStore: { aws: { region: 'eu-west-1', serviceAccount: 'secret-reader' } }`;
      problems.add('secretStore', undefined, needs, fix);
      continue;
    }
    if (wanted.origin.by === 'sops') checkNamespace(name, wanted.origin.document, isolated.name, problems);
    if (wanted.origin.by === 'sealed') checkScope(wanted, model?.secrets ?? [], problems);
    const known = model?.secretNamed(isolated.name, name) ?? own.get(name);
    own.set(name, wanted);
    if (known === undefined || (known.type === wanted.type && sameOrigin(known.origin, wanted.origin)))
      continue;
    const needs = 'one content for each name: the namespace has one Secret of that name';
    problems.add('secret', name, needs, `const db = secret('${name}', […]), used by all of them`);
  }
}

/** What is sealed for one namespace opens in no other: the name of both is sealed with it. */
function checkScope(
  { name, namespace, origin }: DeliveredSecret,
  known: readonly DeliveredSecret[],
  problems: Problems,
): void {
  const other = known.find(
    (one) => one.name === name && one.namespace !== namespace && sameOrigin(one.origin, origin),
  );
  if (other === undefined) return;
  const needs = `another sealed Secret in ${namespace}: this one is in ${other.namespace}, and opens in one namespace alone`;
  problems.add('secret', name, needs, `bulwark seal ${name} --namespace ${namespace} --cert cert.pem`);
}

/** What SOPS has encrypted goes where the document says. */
function checkNamespace(name: string, document: PlainObject, namespace: string, problems: Problems): void {
  const own = namespaceOfSops(document);
  if (own === namespace) return;
  const needs = `a document for ${namespace}: this one is for ${own}`;
  problems.add(
    'secret',
    name,
    needs,
    `metadata: { name: '${name}', namespace: '${namespace}' }, encrypted again`,
  );
}

/** Whether two Secrets come from the same place; values that are known later are the same where they are one. */
function sameOrigin(left: SecretOrigin, right: SecretOrigin): boolean {
  const [one, other] = [partsOf(left), partsOf(right)];
  return one.length === other.length && one.every((part, index) => part === other[index]);
}

function partsOf(origin: SecretOrigin): unknown[] {
  if (origin.by === 'sealed') return Object.entries(origin.values).sort().flat();
  if (origin.by === 'sops') return [dataText(origin.document)];
  if (origin.by === 'mount') {
    const { provider, parameters } = origin;
    return [
      provider,
      ...Object.entries(parameters)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flat(),
    ];
  }
  const { refresh, keys, store } = origin;
  const places = Object.entries(keys).sort(([a], [b]) => (a < b ? -1 : 1));
  const parts = places.flatMap(([name, { key, property, version }]) => [name, key, property, version]);
  return [store, refresh, ...parts];
}
