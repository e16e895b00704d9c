import { isAbsent } from '../../manifest/plain';
import { podControl } from '../control';
import { fieldAt } from '../field';

export interface Params {
  /** The annotation that says how long a pod may live. */
  readonly annotation: string;
  /** The longest life, in hours. */
  readonly hours: number;
}

const DEFAULTS: Params = { annotation: 'pod.kubernetes.io/lifetime', hours: 8 };

const DURATION = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;

/** Seconds of a duration such as `8h`, `90m` or `1h30m`; undefined for what is none. */
function secondsOf(text: unknown): number | undefined {
  if (typeof text !== 'string' || text === '') return undefined;
  const match = DURATION.exec(text);
  if (match === null) return undefined;
  const [, hours = '0', minutes = '0', seconds = '0'] = match;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/** Judges pods that carry the annotation; something in the cluster has to act on it. Source: Kyverno `pod-lifetime`. */
export const podLifetimeLimit = podControl({
  id: 'pod-lifetime-limit',
  title: 'A declared lifetime of a pod stays under the limit',
  category: 'pod',
  severity: 'low',
  why: 'If pods are renewed by age, a pod that declares a long lifetime keeps an attacker, an old image and old credentials.',
  fix: 'annotations: { pod.kubernetes.io/lifetime: 8h }, in the metadata of the pod',
  code: "podAnnotations: { 'pod.kubernetes.io/lifetime': '8h' }",
  refs: {
    kyverno: ['pod-lifetime'],
  },
  params: DEFAULTS,
  check(pod, report, { params }) {
    const found = fieldAt(pod.metadata, 'annotations', params.annotation);
    if (isAbsent(found)) return;
    const seconds = secondsOf(found);
    if (seconds !== undefined && seconds <= params.hours * 3600) return;
    const path = `${pod.metadataPath}.annotations['${params.annotation}']`;
    report({ path, found, needs: `a duration up to ${params.hours}h` });
  },
  examples: {
    good: [
      { note: 'nothing declared' },
      { metadata: { annotations: { 'pod.kubernetes.io/lifetime': '7h59m' } } },
      { params: { hours: 24 }, metadata: { annotations: { 'pod.kubernetes.io/lifetime': '24h' } } },
    ],
    bad: [
      { metadata: { annotations: { 'pod.kubernetes.io/lifetime': '8h1s' } } },
      { note: 'not a duration', metadata: { annotations: { 'pod.kubernetes.io/lifetime': 'forever' } } },
      { note: 'not a string', metadata: { annotations: { 'pod.kubernetes.io/lifetime': 8 } } },
      { note: 'empty', metadata: { annotations: { 'pod.kubernetes.io/lifetime': '' } } },
    ],
  },
});
