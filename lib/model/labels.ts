import type { Policy } from '../core/policy/policy';
import { INSTANCE_LABEL } from '../core/well-known';

/** Whose label every object of ours carries. */
export const MANAGED_BY = { 'app.kubernetes.io/managed-by': 'bulwark' } as const;

/** Labels of objects that belong to a workload. */
export function objectLabels(
  instance: string,
  further: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return Object.assign({}, further, { [INSTANCE_LABEL]: instance }, MANAGED_BY);
}

/** Labels of the organisation, where the policy has them. */
export function businessLabels(policy: Policy): Record<string, string> {
  return {
    ...(policy.owner === undefined ? {} : { owner: policy.owner }),
    ...(policy.environment === undefined ? {} : { env: policy.environment }),
  };
}

/**
 * The version label of an image: its tag, where that is a label value; a digest has no readable version.
 * Source: recommended labels of Kubernetes.
 */
export function versionLabel(image: unknown): Record<string, string> {
  if (typeof image !== 'string') return {};
  const [withoutDigest = ''] = image.split('@');
  const tag = /:([A-Za-z0-9_][A-Za-z0-9_.-]{0,61}[A-Za-z0-9]|[A-Za-z0-9_])$/.exec(withoutDigest)?.[1];
  return tag === undefined || tag.startsWith('_') ? {} : { 'app.kubernetes.io/version': tag };
}
