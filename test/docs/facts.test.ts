import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLUSTER_NAMES } from '../../lib/cli/policy-options';
import { KUBERNETES_VERSIONS } from '../../lib/core/cluster/profile';
import { controlIds } from '../../lib/core/controls';
import { pages, ROOT } from './markdown';

/** Pages that someone wrote: the others hold every field by themselves. */
const written = pages().filter(
  ({ path }) => path.startsWith('docs/') && !path.startsWith('docs/controls/') && path !== 'docs/props.md',
);
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');

/** The names of the fields of an interface, as its source has them: those of nested objects too. */
function fieldsOf(file: string, name: string): string[] {
  const source = readFileSync(join(ROOT, file), 'utf8');
  const body =
    new RegExp(`^export interface ${name}\\b[^{]*\\{\\n([\\s\\S]*?)^\\}`, 'm').exec(source)?.[1] ?? '';
  return [...body.matchAll(/readonly (\w+)\??:/g)].map(([, field = '']) => field);
}

test.each([
  ['lib/blueprints/workload/props.ts', 'WorkloadProps'],
  ['lib/blueprints/workload/container/props.ts', 'ContainerProps'],
  ['lib/blueprints/workload/container/props.ts', 'ResourceProps'],
  ['lib/blueprints/namespace/props.ts', 'NamespaceProps'],
  ['lib/blueprints/namespace/props.ts', 'QuotaProps'],
  ['lib/blueprints/namespace/props.ts', 'LimitProps'],
  ['lib/blueprints/workload/kinds/props.ts', 'RevisionProps'],
  ['lib/blueprints/workload/kinds/props.ts', 'RevisedProps'],
  ['lib/blueprints/workload/kinds/props.ts', 'DeploymentProps'],
  ['lib/blueprints/workload/kinds/props.ts', 'StatefulSetProps'],
  ['lib/blueprints/workload/volumes/props.ts', 'ClaimProps'],
  ['lib/blueprints/workload/volumes/props.ts', 'MountProps'],
  ['lib/blueprints/storage/props.ts', 'SharedClaimProps'],
  ['lib/blueprints/storage/props.ts', 'SnapshotProps'],
  ['lib/blueprints/workload/kinds/daemon-set.ts', 'DaemonSetProps'],
  ['lib/blueprints/workload/kinds/node-access.ts', 'NodeAccessProps'],
  ['lib/blueprints/workload/kinds/node-access.ts', 'HostPathProps'],
  ['lib/blueprints/namespace/props.ts', 'NodeAgentsProps'],
  ['lib/blueprints/workload/kinds/props.ts', 'EndingProps'],
  ['lib/blueprints/workload/kinds/job.ts', 'JobProps'],
  ['lib/blueprints/workload/kinds/cron-job.ts', 'CronJobProps'],
  ['lib/blueprints/workload/kinds/pod.ts', 'PodProps'],
  ['lib/blueprints/account/props.ts', 'IdentityProps'],
  ['lib/blueprints/account/props.ts', 'AccountProps'],
  ['lib/blueprints/app/props.ts', 'AppProps'],
  ['lib/cdk8s/constructs/hardened-app.ts', 'HardenedAppProps'],
  ['lib/core/cluster/profile.ts', 'ClusterProfile'],
  ['lib/core/policy/policy-options.ts', 'PolicyOptions'],
  ['lib/core/policy/waiver.ts', 'Waiver'],
])('%s: every field of %s is on some page', (file, name) => {
  const fields = fieldsOf(file, name);
  expect(fields.length).toBeGreaterThan(0);
  const missing = fields.filter(
    (field) => !written.some(({ text }) => new RegExp(`\\b${field}\\b`).test(text)),
  );
  expect(missing).toEqual([]);
});

test('the README names the versions that the code claims, and the presets have their place', () => {
  const [first, last] = [KUBERNETES_VERSIONS[0], KUBERNETES_VERSIONS[KUBERNETES_VERSIONS.length - 1]];
  expect(readme).toContain(`| Output claimed for | Kubernetes ${first} to ${last} |`);
  const options = written.find(({ path }) => path === 'docs/cli.md')?.text ?? '';
  expect(options).toContain(`the cluster: ${CLUSTER_NAMES.map((name) => `\`${name}\``).join(', ')}, or`);
});

test('the README has the ranges of the peers as package.json has them', () => {
  const { peerDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const names = ['cdk8s', 'cdk8s-plus-27', 'constructs', 'jest'];
  const ranges = names.map((name) => `\`${name}\` ${peerDependencies[name]}`);
  expect(ranges.filter((range) => !readme.includes(range))).toEqual([]);
});

/** Words of the docs that begin like the id of a control, and are something else: options of commands and names of others. */
const NO_CONTROLS = ['no-cache', 'no-waivers'];

test('no document names a control that does not exist', () => {
  const known = new Set<string>([...controlIds, ...NO_CONTROLS]);
  // The page of conformance lists rules of other programs; what it says of ours comes from the table below.
  const strings = [...pages().filter(({ path }) => path !== 'docs/conformance.md'), ...manualChecks()];
  const named = strings.flatMap(({ path, text }) =>
    [...text.matchAll(/`((?:no|least|prefer|restrict|images|unique)-[a-z0-9-]+)`/g)].map(([, id = '']) => ({
      path,
      id,
    })),
  );
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter(({ id }) => !known.has(id))).toEqual([]);
});

function manualChecks(): { path: string; text: string }[] {
  const path = 'conformance/cluster/bench/manual.json';
  return [{ path, text: readFileSync(join(ROOT, path), 'utf8') }];
}
