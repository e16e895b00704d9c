import fc from 'fast-check';
import { clusters } from '../../../../lib/core/cluster/presets';
import { controlIds, controlOf } from '../../../../lib/core/controls';
import type { PlainObject } from '../../../../lib/core/manifest/plain';
import { type Exemption, exemptionsOf, type Scanner, skipsOf } from '../../../../lib/core/report/exporters';
import { concession, DB, exemptionsWith, reportWith, WEB, waiver } from './exemptions';

const SCANNERS: readonly Scanner[] = ['trivy', 'checkov', 'kubeScore', 'kyverno', 'gatekeeper'];

describe('exemptionsOf', () => {
  test('names each check that the control is known by, and no other', () => {
    const anyControl = fc.constantFrom(...controlIds);
    fc.assert(
      fc.property(anyControl, (control) => {
        const [exemption] = exemptionsWith([[WEB, waiver(control, '2027-01-01')]]);
        for (const scanner of SCANNERS) {
          expect(exemption?.checks[scanner]).toEqual(controlOf(control)?.refs[scanner]);
        }
        expect(exemption).toMatchObject({
          object: WEB,
          expires: '2027-01-01',
          reason: `the reason for ${control}`,
        });
      }),
    );
  });

  test('a refused default has no end', () => {
    expect(exemptionsWith([[WEB, concession('cpu-limits')]])[0]).not.toHaveProperty('expires');
  });

  test('an output without waivers is exempt from the false alarms alone', () => {
    expect(skipsOf(exemptionsWith([]), 'trivy').map(({ check }) => check)).toEqual(['KSV-0039', 'KSV-0040']);
    for (const scanner of SCANNERS.filter((one) => one !== 'trivy')) {
      expect(skipsOf(exemptionsWith([]), scanner)).toEqual([]);
    }
  });

  test('without an allow list the check of registries is left out, and not with one', () => {
    const trivy = (exemptions: readonly Exemption[]) =>
      skipsOf(exemptions, 'trivy').map(({ check }) => check);
    expect(trivy(exemptionsOf(reportWith([]), clusters.kind(), []))).toContain('KSV-0125');
    expect(trivy(exemptionsWith([]))).not.toContain('KSV-0125');
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
  ])('automount %s, mounted at %s: exempt %s', (automount, path, exempt) => {
    const found = exemptionsOf(reportWith([]), clusters.kind(), [workload(automount, path)]);
    const those = found.filter(({ checks }) => checks.trivy?.includes('KSV-0036'));
    expect(those.map(({ object }) => object)).toEqual(exempt ? [WEB] : []);
  });
});

describe('skipsOf', () => {
  test('names a check once, with every reason and the first end', () => {
    const exemptions = exemptionsWith([
      [WEB, waiver('cpu-requests', '2027-05-01', 'the first of two reasons')],
      [DB, waiver('memory-requests', '2027-02-01', 'the second of two reasons')],
      [DB, waiver('cpu-requests', '2027-03-01', 'the first of two reasons')],
    ]);
    expect(skipsOf(exemptions, 'kubeScore')).toEqual([
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
        const found = skipsOf(exemptionsWith(ids.map((id) => [WEB, concession(id)])), scanner);
        const checks = found.map(({ check }) => check);
        expect(checks).toEqual([...new Set(checks)].sort());
      }),
    );
  });
});
