import { evaluate } from '../../../../lib/core/engine/evaluate';
import { engineFor, pod, TODAY } from '../../engine/fixtures';

/** The paths of what validation says about the DNS fields of a pod. */
function pathsOf(spec: Record<string, unknown>): string[] {
  const { findings } = evaluate([{ manifest: pod('web', spec) }], engineFor(), TODAY);
  return findings
    .filter(({ waivable, path }) => !waivable && path.startsWith('spec.dns'))
    .map(({ path }) => path);
}

test.each(['ClusterFirstWithHostNet', 'ClusterFirst', 'Default'])('%s is a policy', (dnsPolicy) => {
  expect(pathsOf({ dnsPolicy })).toEqual([]);
});

test.each<[string, Record<string, unknown>, string[]]>([
  ['another policy', { dnsPolicy: 'Cluster' }, ['spec.dnsPolicy']],
  ['None without a configuration', { dnsPolicy: 'None' }, ['spec.dnsConfig']],
  ['None without servers', { dnsPolicy: 'None', dnsConfig: {} }, ['spec.dnsConfig.nameservers']],
  ['None with a server', { dnsPolicy: 'None', dnsConfig: { nameservers: ['192.0.2.1'] } }, []],
])('%s', (_, spec, paths) => {
  expect(pathsOf(spec)).toEqual(paths);
});
