import fc from 'fast-check';
import { clusters } from '../../../../lib/core/cluster/presets';
import { controlIds, controlOf } from '../../../../lib/core/controls';
import type { PlainObject } from '../../../../lib/core/manifest/plain';
import {
  type ExportedSuppression,
  exportedSuppressions,
  type Scanner,
  skipsOf,
} from '../../../../lib/core/report/exporters';
import { DB, exportedWith, optOut, reportWith, WEB, waiver } from './exported-suppressions';

const SCANNERS: readonly Scanner[] = ['trivy', 'checkov', 'kubeScore', 'kyverno', 'gatekeeper'];

describe('exportedSuppressions', () => {
  test('names each check that the control is known by, and no other', () => {
    const anyControl = fc.constantFrom(...controlIds);
    fc.assert(
      fc.property(anyControl, (control) => {
        const [suppression] = exportedWith([[WEB, waiver(control, '2027-01-01')]]);
        for (const scanner of SCANNERS) {
          expect(suppression?.checks[scanner]).toEqual(controlOf(control)?.refs[scanner]);
        }
        expect(suppression).toMatchObject({
          object: WEB,
          expires: '2027-01-01',
          reason: `the reason for ${control}`,
        });
      }),
    );
  });

  test('an opt-out has no end', () => {
    expect(exportedWith([[WEB, optOut('cpu-limits')]])[0]).not.toHaveProperty('expires');
  });

  test('an output without waivers is exempt from the false alarms alone', () => {
    expect(skipsOf(exportedWith([]), 'trivy').map(({ check }) => check)).toEqual(['KSV-0039', 'KSV-0040']);
    for (const scanner of SCANNERS.filter((one) => one !== 'trivy')) {
      expect(skipsOf(exportedWith([]), scanner)).toEqual([]);
    }
  });

  test('without an allow list the check of registries is left out, and not with one', () => {
    const trivy = (suppressions: readonly ExportedSuppression[]) =>
      skipsOf(suppressions, 'trivy').map(({ check }) => check);
    expect(trivy(exportedSuppressions(reportWith([]), clusters.kind(), []))).toContain('KSV-0125');
    expect(trivy(exportedWith([]))).not.toContain('KSV-0125');
  });
});

describe('a token that a workload mounts itself', () => {
  const workload = (automountServiceAccountToken: boolean, mountPath: string): PlainObject => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      template: {
        spec: { automountServiceAccountToken, containers: [{ name: 'web', volumeMounts: [{ mountPath }] }] },
      },
    },
  });
  const PATH = '/var/run/secrets/kubernetes.io/serviceaccount';

  test.each([
    [false, PATH, true],
    [false, '/tmp', false],
    [true, PATH, false],
  ])('automount %s, mounted at %s: exempt %s', (automount, path, suppressed) => {
    const found = exportedSuppressions(reportWith([]), clusters.kind(), [workload(automount, path)]);
    const those = found.filter(({ checks }) => checks.trivy?.includes('KSV-0036'));
    expect(those.map(({ object }) => object)).toEqual(suppressed ? [WEB] : []);
  });
});

describe('skipsOf', () => {
  test('names a check once, with every reason and the first end', () => {
    const suppressions = exportedWith([
      [WEB, waiver('cpu-requests', '2027-05-01', 'the first of two reasons')],
      [DB, waiver('memory-requests', '2027-02-01', 'the second of two reasons')],
      [DB, waiver('cpu-requests', '2027-03-01', 'the first of two reasons')],
    ]);
    expect(skipsOf(suppressions, 'kubeScore')).toEqual([
      {
        check: 'container-resources',
        reason: 'the first of two reasons; the second of two reasons',
        expires: '2027-02-01',
      },
    ]);
  });

  test('is sorted by check', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...controlIds)), fc.constantFrom(...SCANNERS), (ids, scanner) => {
        const found = skipsOf(exportedWith(ids.map((id) => [WEB, optOut(id)])), scanner);
        const checks = found.map(({ check }) => check);
        expect(checks).toEqual([...new Set(checks)].sort());
      }),
    );
  });
});
