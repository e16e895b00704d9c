import type { Entry } from '../../manifest/manifest-set';
import { type Pod, podOf } from '../../manifest/pod';
import { reportPod, type SetReport, setControl } from '../control';
import { isSandboxTemplate, SANDBOX_POD } from './shared/sandbox';

/** Parameters of `hardened-runtime-class`. */
export interface RuntimeClassParams {
  /** Names of the cluster's RuntimeClasses that isolate a pod from its node; empty means that the control is off. */
  readonly runtimeClasses: readonly string[];
}

const DEFAULTS: RuntimeClassParams = { runtimeClasses: [] };

function checkPod(entry: Entry, pod: Pod, report: SetReport, classes: readonly string[]): void {
  const found = pod.spec.runtimeClassName;
  if (typeof found === 'string' && classes.includes(found)) return;
  reportPod((problem) => report(entry, problem), pod, 'runtimeClassName', found, classes.join(' or '));
}

/**
 * In force where the parameter names classes, and then for all pods: which workloads are trusted is not in the
 * manifests, so those are waived. Also judges the pods of agent sandbox templates. Has no `harden`: a sandbox lacks
 * system calls and devices that a program may need.
 * Source: Kubernetes documentation, Runtime Class.
 */
export const hardenedRuntimeClass = setControl({
  id: 'hardened-runtime-class',
  title: 'Pods run in a sandboxed runtime',
  category: 'pod',
  severity: 'high',
  why: 'Containers of the default runtime share the kernel of the node: one vulnerability in it, and untrusted code runs on the node. gVisor and Kata Containers put a second kernel in between.',
  fix: 'give runtimeClassName a class of the policy',
  breaks: 'Programs that need devices, BPF or uncommon system calls. Each pod uses more memory.',
  refs: {
    kubescape: ['C-0297', 'C-0242', 'C-0249', 'C-0233'],
    kyverno: ['restrict-runtimeclass', 'add-runtimeclassname'],
    cis: ['gke:5.10.3'],
    nsa: ['Pod security: hardening container environments'],
  },
  params: DEFAULTS,
  active: ({ params }) => params.runtimeClasses.length > 0,
  check(set, report, { params }) {
    for (const entry of set.entries) {
      const { manifest } = entry;
      for (const pod of entry.pods) checkPod(entry, pod, report, params.runtimeClasses);
      if (entry.pod !== undefined || !isSandboxTemplate(manifest)) continue;
      const pod = podOf(manifest, SANDBOX_POD);
      if (pod !== undefined) checkPod(entry, pod, report, params.runtimeClasses);
    }
  },
  examples: {
    good: [{ params: { runtimeClasses: ['gvisor', 'kata'] }, objects: [pod('gvisor'), template('kata')] }],
    bad: [
      {
        note: 'the default is the ordinary runtime',
        params: { runtimeClasses: ['gvisor'] },
        objects: [pod(null)],
      },
      { params: { runtimeClasses: ['gvisor'] }, objects: [pod('runc')] },
      { params: { runtimeClasses: ['gvisor'] }, objects: [template(null)] },
    ],
  },
});

function pod(runtimeClassName: string | null) {
  const spec = { containers: [{ name: 'app', image: 'app' }], runtimeClassName };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'job', namespace: 'shop' }, spec };
}

function template(runtimeClassName: string | null) {
  const { metadata, spec } = pod(runtimeClassName);
  const apiVersion = 'extensions.agents.x-k8s.io/v1beta1';
  return { apiVersion, kind: 'SandboxTemplate', metadata, spec: { podTemplate: { spec } } };
}
