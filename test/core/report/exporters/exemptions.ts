import { clusters } from '../../../../lib/core/cluster/presets';
import { engineOf } from '../../../../lib/core/engine/engine';
import { restricted } from '../../../../lib/core/policy/policy';
import type { Excuse } from '../../../../lib/core/policy/waiver';
import { type Exemption, exemptionsOf } from '../../../../lib/core/report/exporters';
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
  control: Excuse['control'],
  expires: string,
  reason = `the reason for ${control}`,
): Excuse => ({
  control,
  reason,
  owner: 'team-shop',
  expires,
});

/** A default that a user refused. */
export const concession = (control: Excuse['control'], reason = `a choice about ${control}`): Excuse => ({
  control,
  reason,
  concession: true,
});

/** A report that excuses controls on objects. */
export function reportWith(excused: readonly (readonly [ReportedObject, Excuse])[]): Report {
  const judgement = {
    findings: [],
    excused: [],
    unjudged: [],
    declared: [],
    objects: 0,
    controls: 0,
    judgements: 0,
  };
  const report = reportOf(judgement, engineOf(restricted(), clusters.kind()), TODAY);
  return {
    ...report,
    excused: excused.map(([object, excuse]) => ({
      control: excuse.control,
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
      excuse,
      by: 'concession' in excuse ? 'default refused' : 'waiver',
    })),
  };
}

/** The exemptions of such a report, on a cluster with an allow list of registries. */
export function exemptionsWith(excused: readonly (readonly [ReportedObject, Excuse])[]): Exemption[] {
  return exemptionsOf(reportWith(excused), clusters.kind({ registries: ['registry.example.com/shop'] }), []);
}
