import { isPlain, objectAt, objectsAt, type PlainObject, stringAt } from '../../../lib/core/manifest/plain';
import type { Api } from '../api';
import type { Example } from '../examples';
import { ask, type Pod, podsOf, textsOf } from '../pods';
import { type Staged, workloadsOf } from '../standins';
import { until } from '../wait';
import type { Checks } from './checks';

/** Seconds that an example has to come up: the load generator waits for the shop, ten seconds at a time. */
const PATIENCE = 300;

/** No attempt may end as `done`; some must end in one way. */
const ATTEMPTS: Readonly<Record<string, RegExp>> = {
  'write to /': /read-only file system/,
  'write to /bin': /read-only file system/,
  'write to /etc': /read-only file system/,
  'write to /proc/sys/kernel': /read-only file system|permission denied|no such file/,
  'new user namespace': /operation not permitted/,
  mount: /operation not permitted/,
  'become root': /operation not permitted/,
  'change the owner': /operation not permitted/,
  'make a device': /operation not permitted/,
  'raw socket': /operation not permitted/,
};

/** Number of pods that the workloads of an example ask for, each by its autoscaler where it has one. */
export function replicasOf(example: Pick<Example, 'objects'>): number {
  const least = new Map(
    example.objects
      .filter(({ kind }) => kind === 'HorizontalPodAutoscaler')
      .map(({ spec }) => {
        const { scaleTargetRef, minReplicas } = isPlain(spec) ? spec : {};
        return [isPlain(scaleTargetRef) ? scaleTargetRef.name : '', Number(minReplicas ?? 1)] as const;
      }),
  );
  return workloadsOf(example).reduce((sum, { metadata, spec }) => {
    const scaled = isPlain(metadata) ? least.get(metadata.name) : undefined;
    return sum + (scaled ?? Number(isPlain(spec) ? (spec.replicas ?? 1) : 1));
  }, 0);
}

/** Waits until every pod of an example is ready. @returns them */
export function allReady(api: Api, namespace: string, example: Staged): Promise<Pod[]> {
  const own = example.objects.filter(({ metadata }) => isPlain(metadata) && metadata.namespace === namespace);
  return until(`the pods of ${example.name}`, PATIENCE, async () => {
    const all = await podsOf(api, namespace);
    const pods = all.filter(({ object }) => objectAt(object, 'status')?.phase !== 'Succeeded');
    const deferred = pods.filter(({ ready }) => !ready).map(({ name }) => name);
    if (deferred.length > 0) throw new Error(`not ready: ${deferred.join(', ')}`);
    return pods.length === replicasOf({ objects: own }) && pods;
  });
}

/** Every pod is ready, none was restarted, and each reports from inside what its manifest claims. */
export async function checkPods(
  api: Api,
  namespace: string,
  example: Staged,
  checks: Checks,
): Promise<Pod[]> {
  const pods = await allReady(api, namespace, example);
  for (const pod of pods) checks.equal(`${pod.name}: restarts`, pod.restarts, 0);
  await Promise.all(pods.map((pod) => checkInside(api, pod, checks)));
  checks.count('pods ready without a restart, each reporting from inside', pods.length);
  return pods;
}

async function checkInside(api: Api, pod: Pod, checks: Checks): Promise<void> {
  const spec = objectAt(pod.object, 'spec') ?? {};
  const context = objectAt(spec, 'securityContext') ?? {};
  const folders = writableFolders(spec);
  const query = folders.map((folder) => `writable=${encodeURIComponent(folder)}`).join('&');
  const report = await ask(api, pod, `report?${query}`);
  const seen: PlainObject = isPlain(report) ? report : {};
  const name = pod.name;
  checks.equal(`${name}: uid and gid`, [seen.uid, seen.gid], [context.runAsUser, context.runAsGroup]);
  checks.holds(`${name}: uid`, Number(seen.uid) >= 10000, `the uid is ${seen.uid}`);
  const more = Array.isArray(context.supplementalGroups) ? context.supplementalGroups : [];
  checks.equal(`${name}: groups`, seen.groups, [...more, context.fsGroup]);
  const status = textsOf(objectAt(seen, 'status'));
  for (const set of ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb']) {
    checks.equal(`${name}: ${set}`, status[set], '0000000000000000');
  }
  checks.equal(`${name}: seccomp and no new privileges`, [status.Seccomp, status.NoNewPrivs], ['2', '1']);
  const attempts = textsOf(objectAt(seen, 'attempts'));
  for (const [attempt, expected] of Object.entries(ATTEMPTS)) {
    checks.matches(`${name}: ${attempt}`, attempts[attempt] ?? 'not tried', expected);
  }
  checks.equal(`${name}: set-user-id program runs as`, attempts['set-user-id program'], String(seen.uid));
  for (const folder of folders)
    checks.equal(`${name}: write to ${folder}`, attempts[`write to ${folder}`], 'done');
  checks.equal(`${name}: token`, seen.token, mountsToken(spec));
}

function writableFolders(spec: PlainObject): string[] {
  const writable = objectsAt(spec, 'volumes').filter(
    ({ emptyDir, persistentVolumeClaim }) => isPlain(emptyDir) || isPlain(persistentVolumeClaim),
  );
  const names = writable.map((volume) => stringAt(volume, 'name'));
  const [container] = objectsAt(spec, 'containers');
  const mounts = objectsAt(container, 'volumeMounts').filter((mount) =>
    names.includes(stringAt(mount, 'name')),
  );
  return mounts.map((mount) => stringAt(mount, 'mountPath') ?? '');
}

function mountsToken(spec: PlainObject): boolean {
  return JSON.stringify(objectsAt(spec, 'volumes')).includes('serviceAccountToken');
}
