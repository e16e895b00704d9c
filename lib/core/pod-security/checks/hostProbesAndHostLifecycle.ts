import { append, objectAt, type PlainObject, stringAt } from '../../manifest/plain';
import type { Check, CheckPod } from '../check';
import { containersText, joinQuote, pluralize, sortedSet } from '../text';

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const HOOKS = ['postStart', 'preStop'];
const ACTIONS = ['httpGet', 'tcpSocket'];

/** The hosts that a probe or a lifecycle handler names. */
function hostsOf(handler: PlainObject | undefined): string[] {
  if (handler === undefined) return [];
  return ACTIONS.map((action) => stringAt(objectAt(handler, action), 'host') ?? '').filter(
    (host) => host !== '',
  );
}

function hostsOfContainer(container: PlainObject): string[] {
  const hosts: string[] = [];
  for (const probe of PROBES) append(hosts, hostsOf(objectAt(container, probe)));
  const lifecycle = objectAt(container, 'lifecycle');
  if (lifecycle === undefined) return hosts;
  for (const hook of HOOKS) append(hosts, hostsOf(objectAt(lifecycle, hook)));
  return hosts;
}

const hostProbesAndHostLifecycle34: CheckPod = (pod) => {
  const names: string[] = [];
  const found: string[] = [];
  for (const { name, fields } of pod.containers) {
    const hosts = hostsOfContainer(fields);
    if (hosts.length === 0) continue;
    names.push(name);
    append(found, hosts);
  }
  if (names.length === 0) return undefined;
  const containers = sortedSet(names);
  const hosts = sortedSet(found);
  const verb = pluralize('uses', 'use', containers.length);
  const noun = pluralize('probe or lifecycle host', 'probe or lifecycle hosts', hosts.length);
  return {
    reason: 'probe or lifecycle host',
    detail: `${containersText(containers)} ${verb} ${noun} ${joinQuote(hosts)}`,
  };
};

const HANDLERS = [...PROBES, ...HOOKS.map((hook) => `lifecycle.${hook}`)];

/** Probes and lifecycle handlers go to the pod itself: the kubelet is not sent to any other host. */
export const hostProbesAndHostLifecycle: Check = {
  id: 'hostProbesAndHostLifecycle',
  level: 'baseline',
  revisions: [
    {
      firstMinor: 34,
      fields: HANDLERS.flatMap((handler) =>
        ACTIONS.map((action) => `spec.containers[*].${handler}.${action}.host`),
      ),
      checkPod: hostProbesAndHostLifecycle34,
    },
  ],
};
