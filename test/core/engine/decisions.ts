import { isPlain, listAt, objectAt, objectsAt, type PlainObject } from '../../../lib/core/manifest/plain';
import { CONTAINER_LISTS } from '../../../lib/core/manifest/pod';
import type { PodInput } from '../../../lib/core/pod-security';

const VOLUMES = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
];
const SAFE_SYSCTLS = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_wmem',
];

/**
 * Whether a pod has a cause for which hardening needs a decision: the last column of section 2.7 of the table of
 * checks, written down once more and independent of the controls.
 */
export function needsDecision(pod: PodInput): boolean {
  const spec = isPlain(pod.spec) ? pod.spec : {};
  const context = objectAt(spec, 'securityContext') ?? {};
  if (spec.hostNetwork === true || spec.hostPID === true || spec.hostIPC === true) return true;
  if (contextNeedsDecision(context)) return true;
  if (listAt(context, 'sysctls').some(isUnsafeSysctl)) return true;
  if (listAt(spec, 'volumes').some(isRestrictedVolume)) return true;
  return CONTAINER_LISTS.some((list) => listAt(spec, list).some(needsDecisionAsContainer));
}

/** A null item is a sysctl without a name. */
function isUnsafeSysctl(sysctl: unknown): boolean {
  return !isPlain(sysctl) || !SAFE_SYSCTLS.includes(String(sysctl.name));
}

function contextNeedsDecision(context: PlainObject): boolean {
  return (
    context.runAsUser === 0 ||
    context.runAsNonRoot === false ||
    objectAt(context, 'windowsOptions')?.hostProcess === true
  );
}

/** A null item is a container that the API server refuses: there is nothing to harden. */
function needsDecisionAsContainer(container: unknown): boolean {
  return !isPlain(container) || containerNeedsDecision(container);
}

function containerNeedsDecision(container: PlainObject): boolean {
  const context = objectAt(container, 'securityContext') ?? {};
  if (contextNeedsDecision(context) || context.privileged === true) return true;
  if (listAt(objectAt(context, 'capabilities'), 'add').some((name) => name !== 'NET_BIND_SERVICE'))
    return true;
  if (objectsAt(container, 'ports').some((port) => typeof port.hostPort === 'number' && port.hostPort !== 0))
    return true;
  const lifecycle = objectAt(container, 'lifecycle');
  const handlers = [
    ...['livenessProbe', 'readinessProbe', 'startupProbe'].map((field) => objectAt(container, field)),
    ...['postStart', 'preStop'].map((field) => objectAt(lifecycle, field)),
  ];
  return handlers.some(
    (handler) => hasHost(objectAt(handler, 'httpGet')) || hasHost(objectAt(handler, 'tcpSocket')),
  );
}

function hasHost(action: PlainObject | undefined): boolean {
  return typeof action?.host === 'string' && action.host !== '';
}

/** A hostPath, or no source that `restricted` allows; a volume without any source is an emptyDir. */
function isRestrictedVolume(volume: unknown): boolean {
  if (!isPlain(volume)) return false;
  const sources = Object.keys(volume).filter((key) => key !== 'name' && set(volume[key]));
  if (sources.length === 0) return false;
  return sources.includes('hostPath') || !sources.some((source) => VOLUMES.includes(source));
}

function set(value: unknown): boolean {
  return value !== null && value !== undefined;
}
