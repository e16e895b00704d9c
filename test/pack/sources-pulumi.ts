const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

/** A program with one workload, as a user of Pulumi writes it: an object of the provider's own beside the components. */
export const PROGRAM = `
import { ConfigMap } from '@pulumi/kubernetes/core/v1/configMap';
import * as pulumi from '@pulumi/pulumi';
import { type Finding, HardenedApp, IsolatedNamespace, SecureDeployment, waive } from 'bulwark/pulumi';

const app = new HardenedApp('app', { today: '2026-11-21' });
const shop = new IsolatedNamespace('shop', { quota: { cpu: '8', memory: '16Gi' } }, { parent: app });
const labels = {
  'app.kubernetes.io/name': 'settings',
  'app.kubernetes.io/instance': 'settings',
  'app.kubernetes.io/component': 'settings',
  'app.kubernetes.io/part-of': 'shop',
  'app.kubernetes.io/managed-by': 'pulumi',
  'app.kubernetes.io/version': '1',
};
const settings = new ConfigMap('settings', { metadata: { labels, namespace: shop.namespace }, data: { mode: 'quiet' } });
const mode: pulumi.Output<string> = settings.data.apply((data) => data['mode'] ?? '');
const web = new SecureDeployment(
  'web',
  {
    image: 'registry.example.com/web:1.4@${DIGEST}',
    port: 8080,
    probe: 'tcp',
    replicas: Number(process.env['REPLICAS'] ?? '2'),
    env: { MODE: mode },
    resources: { cpu: '100m', memory: '64Mi' },
  },
  { parent: shop },
);
export const address: pulumi.Output<string> = web.address;
export type Unused = Finding | typeof waive;
`;

/** The program for ES modules of Node, which want the whole name of a file. */
export const MODULE_PROGRAM = PROGRAM.replace('core/v1/configMap', 'core/v1/configMap.js');

/** Runs a program under mocks of its own and prints what it registered. */
export const runUnderMocks = (program: string): string => `
import * as pulumi from '@pulumi/pulumi';

const types: string[] = [];
const run = async (): Promise<void> => {
  await pulumi.runtime.setMocks({
    call: () => ({}),
    newResource: ({ type, name, inputs }) => {
      if (type.startsWith('kubernetes:')) types.push(type.split(':').slice(2).join());
      return { id: name, state: inputs };
    },
  });
  await import('${program}');
  await pulumi.runtime.disconnect();
  console.log(types.sort().join(' '));
};
void run();
`;

/** What the program registers, by kind. */
export const REGISTERED =
  'ConfigMap Deployment LimitRange Namespace NetworkPolicy NetworkPolicy PodDisruptionBudget PriorityClass ResourceQuota Service ServiceAccount ServiceAccountPatch\n';

/** A test of the program, with the matchers. */
export const PROGRAM_TEST = `
import { renderPulumi } from 'bulwark/jest';

test('the shop is hard', async () => {
  const rendering = await renderPulumi(() => require('./index'));
  expect(rendering).toPassRestricted({ version: 'v1.36' });
  expect(rendering.manifests.length).toBe(12);
  expect(rendering.outputs).toEqual({ address: 'web:8080' });
}, 60_000);
`;

/** A program whose marked lines the compiler must refuse. */
export const WRONG_PROGRAM = `
import * as pulumi from '@pulumi/pulumi';
import { HardenedApp, SecureDeployment, type SecureDeploymentArgs } from 'bulwark/pulumi';

// @ts-expect-error a name is plain text
new SecureDeployment(pulumi.output('web'), { image: 'a' });
// @ts-expect-error there is no such option
export type Unsafe = SecureDeploymentArgs['privileged'];
// @ts-expect-error a day is a string
new HardenedApp('app', { today: 7 });
`;

/** Prints the packages that an entry point loads; a stand-in for Jest is there for the matchers. */
export const loadedBy = (entry: string): string => `
globalThis.expect = Object.assign(() => {}, {
  extend() {}, addSnapshotSerializer() {}, getState: () => ({ assertionCalls: 0 }), setState() {},
});
require('${entry}');
const peer = /node_modules.(@pulumi.[^\\\\/]+|cdk8s|cdk8s-plus-27|constructs|jest)[\\\\/]/;
const files = Object.keys(require.cache).map((file) => peer.exec(file)?.[1]);
console.log([...new Set(files)].filter((name) => name !== undefined).sort().join(' '));
`;
