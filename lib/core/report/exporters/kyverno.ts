import type { PlainObject } from '../../manifest/plain';
import { byObject, type ExportedSuppression, earliest, skipsOf } from './exported-suppression';

/** Kinds whose pods Kyverno judges by rules that it derives, with the kinds between them. */
const PODS_OF: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['ReplicaSet', 'Pod'],
  StatefulSet: ['Pod'],
  DaemonSet: ['Pod'],
  ReplicaSet: ['Pod'],
  CronJob: ['Job', 'Pod'],
  Job: ['Pod'],
};

/**
 * One PolicyException for each object that is exempt: from the policies by the names of Kyverno's own samples, for the
 * object and for what its controller makes of it. Suppressions for every object are left out. Where all of them end, the
 * label that Kyverno's clean-up controller reads removes the exception on the first of those days.
 */
export function kyvernoExceptions(suppressions: readonly ExportedSuppression[]): PlainObject[] {
  return byObject(suppressions).flatMap(([{ kind, namespace, name, generateName = `${name}-` }, those]) => {
    const skips = skipsOf(those, 'kyverno');
    if (skips.length === 0) return [];
    const ends = those.every(({ expires }) => expires !== undefined) ? earliest(those) : undefined;
    const inside = namespace === null ? {} : { namespaces: [namespace] };
    const resources: PlainObject[] = [{ kinds: [kind], names: [name || `${generateName}*`], ...inside }];
    const pods = PODS_OF[kind];
    if (pods !== undefined) resources.push({ kinds: [...pods], names: [`${generateName}*`], ...inside });
    return {
      apiVersion: 'kyverno.io/v2',
      kind: 'PolicyException',
      metadata: {
        annotations: Object.fromEntries(skips.map(({ check, reason }) => [`bulwark/${check}`, reason])),
        ...(ends !== undefined && { labels: { 'cleanup.kyverno.io/ttl': ends } }),
        name: `${kind.toLowerCase()}-${name || generateName.replace(/[^a-z0-9]+$/, '')}`,
        ...(namespace !== null && { namespace }),
      },
      spec: {
        exceptions: skips.map(({ check }) => ({ policyName: check, ruleNames: ['*'] })),
        match: { any: resources.map((described) => ({ resources: described })) },
      },
    };
  });
}
