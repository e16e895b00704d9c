import { formatRef, homeOf } from '../../manifest/identity';
import type { Entry } from '../../manifest/manifest-set';
import { isAbsent, objectsAt, type PlainObject } from '../../manifest/plain';
import { isBuiltinGroup } from '../../manifest/registry';
import { setControl } from '../control';
import { deployment } from '../workload/shared/samples';

/** Fields of a pod that share its node. */
const SHARED = ['hostIPC', 'hostNetwork', 'hostPID'] as const;

/** Whether the pods of an object take part in their nodes, which only the level privileged lets them. */
function readsItsNode({ pods }: Entry): boolean {
  return pods.some(
    ({ spec }) =>
      SHARED.some((field) => spec[field] === true) ||
      objectsAt(spec, 'volumes').some(({ hostPath }) => !isAbsent(hostPath)),
  );
}

function isDaemonSet({ ref }: Entry): boolean {
  return ref.kind === 'DaemonSet' && isBuiltinGroup(ref.group);
}

/**
 * Namespaces of the cluster (`kube-*`) are not judged: what is there is its own business. Source: Pod Security Admission
 * knows one level a namespace.
 */
export const nodeAgentsAlone = setControl({
  id: 'node-agents-alone',
  title: 'Node agents have a namespace of their own',
  category: 'namespace',
  severity: 'medium',
  why: 'Pod Security has one level for each namespace. An agent that reads its node needs the level privileged, which protects no other application in the namespace: anyone who can create pods there can take over the nodes.',
  fix: 'give the DaemonSet a namespace of its own, whose enforce level is privileged',
  code: "new IsolatedNamespace(app, 'agents', { nodeAgents: { reason: '…', owner: '…', expires: 'YYYY-MM-DD' } }), and the SecureDaemonSet in it",
  breaks: 'Bundles that bring their agents and their servers in one namespace, such as monitoring.',
  refs: { other: ['Kubernetes documentation: Pod Security Admission'] },
  check(set, report) {
    const beside = new Map<string, Entry>();
    const agents: Entry[] = [];
    for (const entry of set.workloadEntries) {
      const home = homeOf(entry.ref);
      if (home.startsWith('kube-')) continue;
      if (!isDaemonSet(entry)) {
        if (!beside.has(home)) beside.set(home, entry);
      } else if (readsItsNode(entry)) agents.push(entry);
    }
    for (const agent of agents) {
      const other = beside.get(homeOf(agent.ref));
      if (other === undefined) continue;
      const needs = `a namespace with nothing but agents: ${formatRef(other.ref)} is in this one`;
      report(agent, { path: 'metadata.namespace', found: homeOf(agent.ref), needs });
    }
  },
  examples: {
    good: [
      { objects: [agent({ volumes: [{ name: 'logs', hostPath: { path: '/var/log' } }] })] },
      { note: 'agents beside agents', objects: [agent({ hostNetwork: true }), agent({}, 'other')] },
      { note: 'a DaemonSet that needs nothing of its node', objects: [agent({}), deployment('web', {})] },
      {
        note: 'in another namespace',
        objects: [agent({ hostPID: true }, 'agent', 'agents'), deployment('web', {})],
      },
      {
        note: "the cluster's own",
        objects: [
          agent({ hostNetwork: true }, 'proxy', 'kube-system'),
          { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'dns', namespace: 'kube-system' }, spec: {} },
        ],
      },
    ],
    bad: [
      {
        objects: [
          agent({ volumes: [{ name: 'logs', hostPath: { path: '/var/log' } }] }),
          deployment('web', {}),
        ],
      },
      { note: 'the network of the node', objects: [agent({ hostNetwork: true }), deployment('web', {})] },
      {
        note: 'a bare pod next to it',
        objects: [
          agent({ hostPID: true }),
          {
            apiVersion: 'v1',
            kind: 'Pod',
            metadata: { name: 'debug', namespace: 'shop' },
            spec: { containers: [{ name: 'a' }] },
          },
        ],
      },
    ],
  },
});

function agent(spec: PlainObject, name = 'agent', namespace = 'shop'): PlainObject {
  const template = { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'a' }], ...spec } };
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name, namespace },
    spec: { selector: { matchLabels: { app: name } }, template },
  };
}
