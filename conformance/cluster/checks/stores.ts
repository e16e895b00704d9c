import { objectAt, type PlainObject, stringAt } from '../../../lib/core/manifest/plain';
import { inPod } from '../apply';
import type { Cluster } from '../cluster';
import { podsOf } from '../pods';
import type { Volumes } from '../volumes';
import { until } from '../wait';
import type { Checks } from './checks';

/** The namespace of the stores. */
export const SPACE = 'stores';

const SETS = `/apis/apps/v1/namespaces/${SPACE}/statefulsets`;

/** Seconds that pods have to come or to go on a busy machine. */
export const PATIENCE = 240;

/** The pods of the StatefulSet. */
export const STORES = ['store-0', 'store-1', 'store-2'];

/** The stores on a cluster, and what is known of them. */
export class Stores {
  constructor(
    private readonly cluster: Cluster,
    private readonly volumes: Volumes,
    private readonly checks: Checks,
  ) {}

  kubectl(...args: readonly string[]): ReturnType<Cluster['server']['kubectl']> {
    return this.cluster.server.kubectl(...args);
  }

  /** Names of the pods of a workload with their uids, when there are so many and all are ready. */
  async pods(workload: string, count: number): Promise<Record<string, string>> {
    const pods = await until(`${count} pods of ${workload}`, PATIENCE, async () => {
      const all = (await podsOf(this.cluster.api, SPACE)).filter(
        ({ labels }) => labels['app.kubernetes.io/instance'] === workload,
      );
      if (!all.every(({ ready }) => ready))
        throw new Error(all.map(({ object }) => whyNot(object)).join('\n'));
      return all.length === count && all;
    });
    return Object.fromEntries(pods.map(({ name, uid }) => [name, uid]));
  }

  /** The starts that a pod's claim tells, once there are so many. */
  async startsOf(pod: string, count: number): Promise<string[]> {
    return until(`${count} starts of ${pod}`, PATIENCE, async () => {
      const lines = (await inPod(this.cluster, SPACE, pod, 'cat', '/data/starts')).trimEnd().split('\n');
      return lines.length >= count && lines;
    });
  }

  /** What each claim of the StatefulSet tells must be these numbers of starts of its pod. */
  async haveStarted(when: string, starts: readonly number[]): Promise<void> {
    for (const [index, count] of starts.entries()) {
      const pod = `store-${index}`;
      const found = await this.startsOf(pod, count);
      this.checks.equal(`${pod}, ${when}`, found, Array(count).fill(`${pod} started`));
    }
  }

  /** The claims of a workload, by name with their uid. */
  async claims(prefix: string): Promise<Record<string, string>> {
    const listed = await this.cluster.api.list(`/api/v1/namespaces/${SPACE}/persistentvolumeclaims`);
    const metadata = listed.map((claim) => objectAt(claim, 'metadata') ?? {});
    const own = metadata.filter(({ name }) => String(name).startsWith(prefix));
    return Object.fromEntries(own.map(({ name, uid }) => [String(name), String(uid)]));
  }

  async set(name: string): Promise<PlainObject> {
    return this.cluster.api.get(`${SETS}/${name}`);
  }

  /** Waits until the claims of a prefix are these, and the volumes of all that went are gone. */
  async onlyClaims(
    prefix: string,
    before: Readonly<Record<string, string>>,
    left: readonly string[],
  ): Promise<void> {
    const names = await until(`claims ${prefix}: ${left.join(', ')}`, PATIENCE, async () => {
      const now = Object.keys(await this.claims(prefix));
      return now.length === left.length && now;
    });
    this.checks.equal(`claims of ${prefix}`, names, left);
    const gone = Object.entries(before).filter(([name]) => !left.includes(name));
    for (const [name, uid] of gone) {
      const isGone = (): Promise<boolean> => Promise.resolve(!this.volumes.has(`pvc-${uid}`));
      this.checks.equal(`the volume of ${name} is gone`, await until('its end', PATIENCE, isGone), true);
    }
  }
}

function whyNot(pod: PlainObject): string {
  return `${stringAt(objectAt(pod, 'metadata'), 'name')}: ${JSON.stringify(objectAt(pod, 'status'))}`;
}
