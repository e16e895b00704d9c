import { clusters } from '../../../lib/core/cluster/presets';
import { type CompiledPolicy, compilePolicy } from '../../../lib/core/engine/compiled-policy';
import { harden } from '../../../lib/core/engine/harden';
import type { PlainObject } from '../../../lib/core/manifest/plain';
import { type PolicyOptions, restricted } from '../../../lib/core/policy/policy';
import type { Waiver } from '../../../lib/core/policy/waiver';

export const TODAY = '2026-11-21';

/** An engine for tests. */
export function engineFor(options: PolicyOptions = {}): CompiledPolicy {
  return compilePolicy(restricted(options), clusters.kubeadm());
}

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

/** A pod that passes every control over single objects, once it is hardened. */
export function pod(name: string, spec: PlainObject = {}, container: PlainObject = {}): PlainObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'shop', labels: { 'app.kubernetes.io/instance': name } },
    spec: {
      serviceAccountName: name,
      ...spec,
      containers: [{ name: 'app', image: `registry.example.com/shop/app:v1.0.0@${DIGEST}`, ...container }],
    },
  };
}

/** The same, hardened. */
export function hardPod(name: string, spec: PlainObject = {}, container: PlainObject = {}): PlainObject {
  return harden(pod(name, spec, container), engineFor());
}

/** A waiver that holds. */
export function waiver(control: Waiver['control'], more: Partial<Waiver> = {}): Waiver {
  const reason = 'needed until the image has been rebuilt';
  return { control, reason, owner: 'team-shop', expires: '2027-02-01', ...more };
}
