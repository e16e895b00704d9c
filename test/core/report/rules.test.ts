import { parseCluster } from '../../../lib/core/cluster/parse';
import { clusters } from '../../../lib/core/cluster/presets';
import { compilePolicy } from '../../../lib/core/engine/compiled-policy';
import { parsePolicy } from '../../../lib/core/policy/parse';
import { dev, restricted } from '../../../lib/core/policy/policy';
import { reportedRules } from '../../../lib/core/report/rules';

const CLUSTER = clusters.kind({ userNamespaces: true, seLinuxType: undefined, priorityClass: undefined });
const OPTIONS = {
  owner: 'team-shop',
  params: { 'dns-config-ndots': { ndots: 1 } },
  without: ['sorted-keys'],
  locked: ['no-host-pid'],
  maxWaiverDays: 90,
  kinds: [{ group: 'example.com', kind: 'Widget', pods: [] }],
} as const;

test.each([restricted, dev])('rules are the policy and the cluster again, after JSON', (make) => {
  const compiled = compilePolicy(make(OPTIONS), CLUSTER);
  const rules: { policy: unknown; cluster: unknown } = JSON.parse(JSON.stringify(reportedRules(compiled)));
  expect(parsePolicy(rules.policy)).toEqual({ policy: compiled.policy, problems: [], notes: [] });
  expect(parseCluster(rules.cluster)).toEqual({ cluster: compiled.cluster, problems: [] });
});

test.each(Object.entries(clusters))(
  'the profile of %s is the same again, what it does not know too',
  (_, make) => {
    const rules = JSON.parse(JSON.stringify(reportedRules(compilePolicy(restricted(), make()))));
    expect(parseCluster(rules.cluster)).toEqual({ cluster: make(), problems: [] });
  },
);

test('a profile that no file can name has none', () => {
  const policy = restricted();
  const own = { ...policy, profile: { ...policy.profile, id: 'own-2026' } };
  expect(reportedRules(compilePolicy(own, CLUSTER))).toBeNull();
});
