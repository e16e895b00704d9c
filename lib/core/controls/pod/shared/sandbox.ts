import { type PlainObject, stringAt } from '../../../manifest/plain';

/** Path of the pod spec in a SandboxTemplate. Source: API of kubernetes-sigs/agent-sandbox. */
export const SANDBOX_POD = ['spec', 'podTemplate', 'spec'] as const;

/** Whether an object is a template of agent sandboxes, of any version. */
export function isSandboxTemplate(manifest: PlainObject): boolean {
  if (manifest.kind !== 'SandboxTemplate') return false;
  return stringAt(manifest, 'apiVersion')?.startsWith('extensions.agents.x-k8s.io/') === true;
}
