import { isPlain, objectAt, objectsAt, type PlainObject, stringAt } from '../../lib/core/manifest/plain';
import type { Api } from './api';
import { messageOf } from './api';
import { FACTS } from './facts';

/** A pod as it runs. */
export interface Pod {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly ip: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly ready: boolean;
  readonly restarts: number;
  readonly object: PlainObject;
}

/** Name that Bulwark gives the pods of a workload in common. */
export const INSTANCE = 'app.kubernetes.io/instance';

/** The pods of a namespace that are not being deleted. */
export async function podsOf(api: Api, namespace: string): Promise<Pod[]> {
  return podsAmong(await api.list(`/api/v1/namespaces/${namespace}/pods`));
}

/** The pods of the whole cluster that are not being deleted, nor have ended. */
export async function allPods(api: Api): Promise<Pod[]> {
  return podsAmong(await api.list('/api/v1/pods', { fieldSelector: 'status.phase!=Failed' }));
}

function podsAmong(listed: readonly PlainObject[]): Pod[] {
  return listed
    .filter(({ metadata }) => isPlain(metadata) && metadata.deletionTimestamp === undefined)
    .map(podFrom);
}

function podFrom(object: PlainObject): Pod {
  const metadata = objectAt(object, 'metadata');
  const status = objectAt(object, 'status');
  const states = [...objectsAt(status, 'containerStatuses'), ...objectsAt(status, 'initContainerStatuses')];
  const ready = objectsAt(status, 'conditions').some(
    ({ type, status: is }) => type === 'Ready' && is === 'True',
  );
  return {
    namespace: stringAt(metadata, 'namespace') ?? '',
    name: stringAt(metadata, 'name') ?? '',
    uid: stringAt(metadata, 'uid') ?? '',
    ip: stringAt(status, 'podIP') ?? '',
    labels: textsOf(objectAt(metadata, 'labels')),
    ready,
    restarts: states.reduce((sum, { restartCount }) => sum + Number(restartCount ?? 0), 0),
    object,
  };
}

/** The fields of an object that are strings. */
export function textsOf(object: PlainObject | undefined): Record<string, string> {
  const strings: Record<string, string> = {};
  for (const [key, value] of Object.entries(object ?? {}))
    if (typeof value === 'string') strings[key] = value;
  return strings;
}

/** The ready pods of a workload, by the label of its instance. */
export const instancesOf = (pods: readonly Pod[], name: string): Pod[] =>
  pods.filter((pod) => pod.labels[INSTANCE] === name && pod.ready);

/**
 * Asks the stand-in of a pod. The API server connects to the pod from the node, which policies always let through.
 * @param question path and query on its control port
 * @throws Error unless it answers
 */
export async function ask(
  api: Api,
  pod: Pick<Pod, 'namespace' | 'name'>,
  question: string,
  body?: unknown,
): Promise<unknown> {
  const path = `/api/v1/namespaces/${pod.namespace}/pods/${pod.name}:${FACTS.control}/proxy/${question}`;
  const answer = await api.send(body === undefined ? 'GET' : 'POST', path, { body });
  if (answer.status === 200) return answer.json;
  throw new Error(`${pod.name}: ${question}: ${answer.status} ${messageOf(answer)}`);
}

/** The strings of a list. */
export const textsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
