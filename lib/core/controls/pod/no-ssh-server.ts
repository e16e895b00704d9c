import type { Entry } from '../../manifest/manifest-set';
import { isAbsent, isOpaque, isPlain, stringAt, textOf } from '../../manifest/plain';
import { type Report, reportContainer, type SetReport, setControl } from '../control';
import { fieldAt } from '../field';
import { visitContainerList } from './shared/visit';

/** Parameters of `no-ssh-server`. */
export interface SshParams {
  /** Port numbers that stand for an SSH server. */
  readonly ports: readonly number[];
}

const DEFAULTS: SshParams = { ports: [22, 2222] };

const NEEDS = 'no port of an SSH server';

/** Whether a port is one of the list, or cannot be seen; text of digits counts as the number. */
function listed(port: unknown, { ports }: SshParams): boolean {
  if (typeof port === 'string') return /^\d+$/.test(port) && ports.includes(Number(port));
  return typeof port === 'number' ? ports.includes(port) : !isAbsent(port);
}

function checkService(entry: Entry, report: SetReport, params: SshParams): void {
  const ports = fieldAt(entry.manifest, 'spec', 'ports');
  if (isAbsent(ports)) return;
  const items: readonly unknown[] = Array.isArray(ports) ? ports : [ports];
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index];
    if (!isPlain(item)) {
      if (!isAbsent(item)) report(entry, { path: 'spec.ports', found: item, needs: 'a list of objects' });
      continue;
    }
    for (const key of ['port', 'targetPort']) {
      const found = item[key];
      if (!listed(found, params)) continue;
      const finding = stringAt(item, 'name') ?? key;
      report(entry, { path: `spec.ports[${index}].${key}`, found, needs: NEEDS, finding });
    }
  }
}

function checkPod(entry: Entry, report: Report, params: SshParams): void {
  for (const container of entry.pods.flatMap(({ containers }) => containers)) {
    visitContainerList(container, 'ports', report, (port, index) => {
      const found = port.containerPort;
      if (!listed(found, params)) return;
      const finding = isOpaque(found) ? undefined : textOf(found);
      reportContainer(report, container, `ports[${index}].containerPort`, found, NEEDS, { finding });
    });
  }
}

/**
 * Judges declared ports of containers, and ports and target ports of Services. A named target port is judged where
 * the container declares it. What an image runs without declaring it cannot be seen.
 */
export const noSshServer = setControl({
  id: 'no-ssh-server',
  title: 'No container or Service offers SSH',
  category: 'pod',
  severity: 'low',
  why: 'SSH is a second way in with its own keys, past the API server, RBAC and the audit log.',
  fix: 'remove the port; kubectl exec and kubectl debug are logged and need a right',
  breaks: 'Git servers and jump hosts. They need a waiver.',
  refs: {
    kubescape: ['C-0042'],
    kubeLinter: ['ssh-port'],
  },
  params: DEFAULTS,
  check(set, report, { params }) {
    for (const entry of set.entries) {
      if (entry.pod !== undefined) checkPod(entry, (problem) => report(entry, problem), params);
      else if (entry.ref.kind === 'Service' && entry.ref.apiVersion === 'v1')
        checkService(entry, report, params);
    }
  },
  examples: {
    good: [
      { objects: [pod(8080), service({ port: 80, targetPort: 8080 })] },
      { note: 'a name is judged at the container', objects: [service({ port: 80, targetPort: 'ssh' })] },
      { note: 'no ports', objects: [service(undefined)] },
      { params: { ports: [22] }, objects: [pod(2222)] },
    ],
    bad: [
      { objects: [pod(22)] },
      { objects: [pod(2222)] },
      { objects: [service({ port: 22, targetPort: 8022 })] },
      { objects: [service({ port: 8022, targetPort: 22 })] },
      { note: 'not a number', objects: [service({ port: {} })] },
      { note: 'not an object', objects: [service(22)] },
    ],
  },
});

function pod(containerPort: number) {
  const containers = [{ name: 'app', image: 'app', ports: [{ containerPort }] }];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { containers },
  };
}

function service(port: unknown) {
  const spec = port === undefined ? { type: 'ExternalName' } : { ports: [port] };
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'shop' }, spec };
}
