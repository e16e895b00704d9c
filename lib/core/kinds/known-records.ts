import type { Scope } from '../manifest/registry';
import argo from './known/argo.json';
import batch from './known/batch.json';
import databases from './known/databases.json';
import knative from './known/knative.json';
import kruise from './known/kruise.json';
import kubevirt from './known/kubevirt.json';
import monitoring from './known/monitoring.json';
import openshift from './known/openshift.json';
import platform from './known/platform.json';
import tekton from './known/tekton.json';
import withoutPods from './known/without-pods.json';
import { parseRecords } from './parse';
import type { KindRecord } from './record';

/** Custom resources of the common operators that carry pods, by topic. */
const WITH_PODS = [
  argo,
  batch,
  databases,
  knative,
  kruise,
  kubevirt,
  monitoring,
  openshift,
  platform,
  tekton,
];

/** Custom resources that carry none: plurals by group, scope and kind. */
const WITHOUT_PODS: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>> =
  withoutPods;

/** Reads the tables: facts, from the definitions of the operators. Ask `late-records.ts`, which does so once. */
export function readRecords(): KindRecord[] {
  return [...WITH_PODS.flatMap(({ takes, kinds }) => recordsIn(kinds, takes)), ...recordsWithoutPods()];
}

function recordsIn(
  kinds: readonly unknown[],
  takes: Readonly<Record<string, readonly string[]>>,
): KindRecord[] {
  const { records, problems } = parseRecords(kinds, { takes, known: true });
  if (problems.length > 0) throw new TypeError(problems.join('\n'));
  return records;
}

function recordsWithoutPods(): KindRecord[] {
  return Object.entries(WITHOUT_PODS).flatMap(([group, scopes]) =>
    Object.entries(scopes).flatMap(([name, kinds]) => {
      const scope: Scope = name === 'cluster' ? 'Cluster' : 'Namespaced';
      return Object.entries(kinds).map(([kind, plural]) => ({ group, kind, plural, scope, pods: [] }));
    }),
  );
}
