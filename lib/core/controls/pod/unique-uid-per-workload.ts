import { homeOf, printedName } from '../../manifest/identity';
import type { Entry } from '../../manifest/manifest-set';
import { type PlainObject, textOf } from '../../manifest/plain';
import { containerPath } from '../../manifest/pod';
import { workloadKey } from '../../manifest/workloads';
import { type Problem, type SetReport, setControl } from '../control';
import { fieldOf } from './shared/security-context';

/** A workload that uses an id, and the place where it says so. */
interface Use {
  readonly entry: Entry;
  /** Equal for all objects of one workload. */
  readonly workload: string;
  readonly place: Pick<Problem, 'path' | 'container'>;
}

/** Each value of `runAsUser` that a container of the workload runs with, with the first place that sets it. */
function usersOf(entry: Entry, workload: string): Map<unknown, Use> {
  const uses = new Map<unknown, Use>();
  for (const container of entry.pods.flatMap(({ containers }) => containers)) {
    const own = fieldOf(container.spec, 'runAsUser');
    const user = own ?? fieldOf(container.pod.spec, 'runAsUser');
    if (user === undefined || uses.has(user)) continue;
    const at = own === undefined ? container.pod.path : containerPath(container);
    const path = `${at}.securityContext.runAsUser`;
    uses.set(user, {
      entry,
      workload,
      place: own === undefined ? { path } : { path, container: container.name },
    });
  }
  return uses;
}

function reportShared(user: number, uses: readonly Use[], report: SetReport): void {
  const [first] = uses;
  const second = uses.find(({ workload }) => workload !== first?.workload);
  if (first === undefined || second === undefined) return;
  for (const { entry, workload, place } of uses) {
    const { ref } = workload === first.workload ? second.entry : first.entry;
    const name = `${ref.kind} ${homeOf(ref)}/${printedName(ref)}`;
    const needs = `a user id that no other workload has (${name} has it too)`;
    report(entry, { ...place, found: user, needs, finding: textOf(user) });
  }
}

/**
 * Over all namespaces, since user ids are those of the node. Ids that are absent are the image's, and not compared. What
 * owns each other is one workload, and so are objects of one generateName: runs of one program.
 */
export const uniqueUidPerWorkload = setControl({
  id: 'unique-uid-per-workload',
  title: 'No two workloads share a user ID',
  category: 'pod',
  severity: 'low',
  why: 'To the node, processes with the same user ID are the same user: a process that escapes from one workload can read the files and trace the processes of the other.',
  fix: 'securityContext: { runAsUser: 23118 }, in one of the two',
  code: 'user: 23118, on one of the two (left out, it is derived from namespace and name)',
  breaks: 'Workloads that share files on a volume by owner. Share them by group (fsGroup) instead.',
  refs: { kyverno: ['require-unique-uid-per-workload'] },
  check(set, report) {
    const users = new Map<number, Use[]>();
    for (const entry of set.workloadEntries) {
      if (entry.pods.some(({ windows }) => windows)) continue;
      for (const [user, use] of usersOf(entry, workloadKey(set.workloadOf(entry)))) {
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
      {
        note: 'what owns each other is one workload',
        objects: [replicaSet('web', 23117), podOf('web-x', 'shop', 23117, owned('web'))],
      },
    ],
    bad: [
      { note: 'two workloads', objects: [podOf('web', 'shop', 23117), podOf('cart', 'shop', 23117)] },
      { note: 'also in two namespaces', objects: [podOf('web', 'shop', 23117), podOf('web', 'bank', 23117)] },
      {
        note: 'of two owners',
        objects: [podOf('web-x', 'shop', 23117, owned('web')), podOf('cart-x', 'shop', 23117, owned('cart'))],
      },
      { note: 'text cannot be compared', objects: [podOf('web', 'shop', '23117')] },
    ],
  },
});

function podOf(name: string, namespace: string, runAsUser: unknown, metadata: PlainObject = {}): PlainObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, ...metadata },
    spec: podSpec(runAsUser),
  };
}

function replicaSet(name: string, runAsUser: unknown): PlainObject {
  const metadata = { name, namespace: 'shop' };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata,
    spec: { template: { spec: podSpec(runAsUser) } },
  };
}

function podSpec(runAsUser: unknown): PlainObject {
  const containers = [{ name: 'app', image: 'registry.example.com/shop/app:v1.0.0' }];
  return { containers, securityContext: { runAsUser } };
}

function owned(name: string): PlainObject {
  return {
    ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name, uid: name, controller: true }],
  };
}
