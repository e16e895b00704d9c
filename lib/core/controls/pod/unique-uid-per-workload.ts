import { identityKey } from '../../manifest/identity';
import type { Entry } from '../../manifest/manifest-set';
import { listAt, objectAt, textOf } from '../../manifest/plain';
import { containerPath } from '../../manifest/pod';
import { type Problem, type SetReport, setControl } from '../control';
import { fieldOf } from './security-context';

/** A workload that uses an id, and the place where it says so. */
interface Use {
  readonly entry: Entry;
  readonly place: Pick<Problem, 'path' | 'container'>;
}

/** What another object made (a pod of a ReplicaSet in a dump of a cluster) is the same workload. */
function isOwned(entry: Entry): boolean {
  return listAt(objectAt(entry.manifest, 'metadata'), 'ownerReferences').length > 0;
}

/** Each value of `runAsUser` that a container of the workload runs with, with the first place that sets it. */
function usersOf(entry: Entry): Map<unknown, Use> {
  const uses = new Map<unknown, Use>();
  for (const container of entry.pods.flatMap(({ containers }) => containers)) {
    const own = fieldOf(container.spec, 'runAsUser');
    const user = own ?? fieldOf(container.pod.spec, 'runAsUser');
    if (user === undefined || uses.has(user)) continue;
    const at = own === undefined ? container.pod.path : containerPath(container);
    const path = `${at}.securityContext.runAsUser`;
    uses.set(user, { entry, place: own === undefined ? { path } : { path, container: container.name } });
  }
  return uses;
}

function reportShared(user: number, uses: readonly Use[], report: SetReport): void {
  const keys = new Set(uses.map(({ entry }) => identityKey(entry.ref)));
  if (keys.size < 2) return;
  for (const { entry, place } of uses) {
    const other = uses.find((use) => identityKey(use.entry.ref) !== identityKey(entry.ref))?.entry.ref;
    const name = `${other?.kind} ${other?.namespace ?? 'default'}/${other?.name}`;
    const needs = `a user id that no other workload has (${name} has it too)`;
    report(entry, { ...place, found: user, needs, finding: textOf(user) });
  }
}

/** Over all namespaces, since user ids are those of the node. Ids that are absent are the image's, and not compared. */
export const uniqueUidPerWorkload = setControl({
  id: 'unique-uid-per-workload',
  title: 'No two workloads share a user id',
  category: 'pod',
  severity: 'low',
  why: 'To the node, processes with one user id are one user: an escape from one workload could read the files and trace the processes of the other.',
  fix: 'user: 23118 on one of the two (left out, it is derived from namespace and name)',
  breaks: 'Workloads that share files on one volume by their owner. Share them by group (fsGroup) instead.',
  refs: { kyverno: ['require-unique-uid-per-workload'] },
  check(set, report) {
    const users = new Map<number, Use[]>();
    for (const entry of set.entries) {
      if (entry.pod === undefined || entry.pods.some(({ windows }) => windows) || isOwned(entry)) continue;
      for (const [user, use] of usersOf(entry)) {
        if (typeof user !== 'number') {
          report(entry, {
            ...use.place,
            found: user,
            needs: 'a user id that can be compared',
            finding: 'unreadable',
          });
          continue;
        }
        const known = users.get(user);
        if (known === undefined) users.set(user, [use]);
        else known.push(use);
      }
    }
    for (const [user, uses] of users) {
      if (uses.length > 1) reportShared(user, uses, report);
    }
  },
  examples: {
    good: [
      {
        objects: [podOf('web', 'shop', 23117), podOf('cart', 'shop', 23118), podOf('job', 'shop', undefined)],
      },
    ],
    bad: [
      { note: 'two workloads', objects: [podOf('web', 'shop', 23117), podOf('cart', 'shop', 23117)] },
      { note: 'also in two namespaces', objects: [podOf('web', 'shop', 23117), podOf('web', 'bank', 23117)] },
      { note: 'text cannot be compared', objects: [podOf('web', 'shop', '23117')] },
    ],
  },
});

function podOf(name: string, namespace: string, runAsUser: unknown): { [key: string]: unknown } {
  const containers = [{ name: 'app', image: 'registry.example.com/shop/app:v1.0.0' }];
  const spec = { containers, securityContext: { runAsUser } };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace }, spec };
}
