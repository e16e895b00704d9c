import { clusters } from '../../../../lib/core/cluster/presets';
import { compilePolicy } from '../../../../lib/core/engine/compiled-policy';
import type { PlainObject } from '../../../../lib/core/manifest/plain';
import { restricted } from '../../../../lib/core/policy/policy';
import type { Suppression } from '../../../../lib/core/policy/waiver';
import { type ExportedSuppression, exportedSuppressions } from '../../../../lib/core/report/exporters';
import { type Report, type ReportedObject, reportOf } from '../../../../lib/core/report/report';

/** The day of all tests. */
export const TODAY = '2026-11-21';

export const WEB: ReportedObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespace: 'shop',
  name: 'web',
};
export const DB: ReportedObject = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  namespace: 'data',
  name: 'db',
};
export const TIDY: ReportedObject = {
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  namespace: null,
  name: 'tidy',
};

/** A waiver of a control until a day. */
export const waiver = (
  control: Suppression['control'],
  expires: string,
  reason = `the reason for ${control}`,
): Suppression => ({
  control,
  reason,
  owner: 'team-shop',
  expires,
});

/** A default that a user refused. */
export const optOut = (
  control: Suppression['control'],
  reason = `a choice about ${control}`,
): Suppression => ({
  control,
  reason,
  optOut: true,
});

/** A report that suppresses controls on objects. */
export function reportWith(suppressed: readonly (readonly [ReportedObject, Suppression])[]): Report {
  const judgement = {
    findings: [],
    suppressed: [],
    unjudged: [],
    declared: [],
    objects: 0,
    controls: 0,
    judgements: 0,
    quotas: [],
  };
  const report = reportOf(judgement, compilePolicy(restricted(), clusters.kind()), TODAY);
  return {
    ...report,
    suppressed: suppressed.map(([object, suppression]) => ({
      control: suppression.control,
      severity: 'low',
      verdict: 'fail',
      object,
      construct: null,
      path: 'spec',
      container: null,
      findingId: null,
      found: 'nothing',
      needs: 'something',
      fix: 'set it',
      fixes: { constructs: 'set it', manifests: 'set it' },
      waivable: true,
      lock: null,
      message: 'a message',
      suppression,
      by: 'optOut' in suppression ? 'opt-out' : 'waiver',
    })),
  };
}

/** The suppressions of such a report, on a cluster with an allow list of registries. */
export function exportedWith(
  suppressed: readonly (readonly [ReportedObject, Suppression])[],
  objects: readonly PlainObject[] = [],
): ExportedSuppression[] {
  return exportedSuppressions(
    reportWith(suppressed),
    clusters.kind({ registries: ['registry.example.com/shop'] }),
    objects,
  );
}
