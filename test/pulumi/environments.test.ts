import * as pulumi from '@pulumi/pulumi';
import {
  addresses,
  clusters,
  environments,
  type HardenedApp,
  IsolatedNamespace,
  LeastPrivilegeServiceAccount,
  SecureCronJob,
  SecureDeployment,
  secret,
} from '../../lib/pulumi';
import { type PulumiRendering, renderPulumi } from '../../lib/pulumi/render/render';
import { at, containerOf, failureOf, IMAGE, objectOf, POLICY, WEB } from './support';

const CLUSTER = clusters.kubeadm();
const STAGING = { cluster: CLUSTER };
const SETTINGS = { today: '2026-11-21', policy: POLICY };
const DIGEST = IMAGE.slice(IMAGE.indexOf('@'));

function build(app: HardenedApp): {
  readonly web: SecureDeployment;
  readonly nightly: SecureCronJob;
} {
  const shop = new IsolatedNamespace('shop', {}, { parent: app });
  const web = new SecureDeployment('web', { ...WEB, env: { LOG_LEVEL: 'info' } }, { parent: shop });
  const nightly = new SecureCronJob('nightly', { image: IMAGE, schedule: '0 3 * * *' }, { parent: shop });
  return { web, nightly };
}

/** The program, deployed to a stack. */
function deployed(stack: string): Promise<PulumiRendering> {
  return renderPulumi(
    () => {
      const all = {
        staging: { ...STAGING, workloads: { web: { replicas: 1 }, nightly: { suspend: true } } },
        prod: {
          cluster: clusters.kubeadm({ kubernetes: '1.37' as const }),
          registryMirrors: { 'registry.example.com': 'mirror.example.com' },
          namespaces: { shop: { quota: { cpu: '80' } } },
          workloads: {
            web: {
              image: pulumi.output(`registry.example.com/team/app:v2${DIGEST}`),
              replicas: 5,
              env: { LOG_LEVEL: pulumi.output('warn') },
            },
            'shop/nightly': { schedule: '0 5 * * *' },
          },
        },
      };
      environments('app', build, all, SETTINGS).environment(pulumi.getStack());
    },
    { stack },
  );
}

test('the store of Secrets is that of the stack, of a namespace too, and may come later', async () => {
  const vault = { server: 'https://vault.example.com', role: 'shop', serviceAccount: 'secret-reader' };
  const regions = { staging: 'eu-west-1', prod: 'eu-north-1', test: 'eu-central-1' };
  const provider = async (stack: string): Promise<unknown> => {
    const rendering = await renderPulumi(
      () => {
        const settings = { ...SETTINGS, secretStore: { vault } };
        const aws = (region: string) => ({
          aws: { region: pulumi.output(region), serviceAccount: 'secret-reader' },
        });
        const all = {
          staging: STAGING,
          prod: { ...STAGING, secretStore: aws(regions.prod) },
          test: {
            ...STAGING,
            secretStore: aws(regions.prod),
            namespaces: { shop: { secretStore: aws(regions.test) } },
          },
        };
        const made = (app: HardenedApp): void => {
          const shop = new IsolatedNamespace('shop', {}, { parent: app });
          new LeastPrivilegeServiceAccount('secret-reader', {}, { parent: shop });
          const files = { '/run/secrets/db': secret('db', ['password']) };
          new SecureDeployment('web', { ...WEB, files }, { parent: shop });
        };
        environments('app', made, all, settings).environment(pulumi.getStack());
      },
      { stack },
    );
    return at(objectOf(rendering, 'SecretStore'), 'spec.provider');
  };
  expect(await provider('staging')).toMatchObject({ vault: { server: vault.server } });
  expect(await provider('prod')).toMatchObject({ aws: { region: regions.prod } });
  expect(await provider('test')).toMatchObject({ aws: { region: regions.test } });
});

test('ranges of addresses are those of the stack', async () => {
  const blocks = async (stack: string): Promise<string> => {
    const rendering = await renderPulumi(
      () => {
        const all = { staging: STAGING, prod: { ...STAGING, cidrs: { '192.0.2.0/24': '198.51.100.0/24' } } };
        const made = (app: HardenedApp): void => {
          const shop = new IsolatedNamespace('shop', {}, { parent: app });
          const web = new SecureDeployment('web', WEB, { parent: shop });
          web.talksTo(addresses({ cidr: '192.0.2.0/24', ports: [443] }));
        };
        environments('app', made, all, SETTINGS).environment(pulumi.getStack());
      },
      { stack },
    );
    return JSON.stringify(at(objectOf(rendering, 'NetworkPolicy', 'web'), 'spec.egress'));
  };
  expect(await blocks('staging')).toContain('"cidr":"192.0.2.0/24"');
  expect(await blocks('prod')).toContain('"cidr":"198.51.100.0/24"');
});

test('the app is that of the stack, and judged by its cluster', async () => {
  const [staging, prod] = [await deployed('staging'), await deployed('prod')];
  const seen = (rendering: PulumiRendering): unknown => ({
    version: Reflect.get(
      Object(at(objectOf(rendering, 'Namespace'), 'metadata.labels')),
      'pod-security.kubernetes.io/enforce-version',
    ),
    quota: Reflect.get(Object(at(objectOf(rendering, 'ResourceQuota'), 'spec.hard')), 'limits.cpu'),
    replicas: at(objectOf(rendering, 'Deployment'), 'spec.replicas'),
    image: at(containerOf(rendering, 'web'), 'image'),
    env: at(containerOf(rendering, 'web'), 'env'),
    schedule: at(objectOf(rendering, 'CronJob'), 'spec.schedule'),
    suspend: at(objectOf(rendering, 'CronJob'), 'spec.suspend'),
  });
  expect(seen(staging)).toEqual({
    version: 'v1.36',
    quota: '40',
    replicas: 1,
    image: IMAGE,
    env: [{ name: 'LOG_LEVEL', value: 'info' }],
    schedule: '0 3 * * *',
    suspend: true,
  });
  expect(seen(prod)).toEqual({
    version: 'v1.37',
    quota: '80',
    replicas: 5,
    image: `mirror.example.com/team/app:v2${DIGEST}`,
    env: [{ name: 'LOG_LEVEL', value: 'warn' }],
    schedule: '0 5 * * *',
    suspend: undefined,
  });
  const names = ({ manifests }: PulumiRendering): string[] =>
    manifests.map(({ kind, metadata }) => `${kind} ${at(metadata, 'name')}`);
  expect(names(prod).filter((name) => !names(staging).includes(name))).toEqual(['PodDisruptionBudget web']);
});

test('a stack that is no environment is refused, with the nearest', async () => {
  expect(await failureOf(deployed('prd'))).toContain(
    'found "prd"; needs one of staging, prod. Fix: did you mean prod?',
  );
});

test.each([
  [{ Prod: STAGING, prod: STAGING }, 'environments: found "Prod"'],
  [{ prod: STAGING, other: {} }, 'other.cluster: found nothing'],
  [
    { prod: { ...STAGING, workloads: { web: { replicas: pulumi.output(3) } } } },
    'prod.workloads.web.replicas',
  ],
  [
    { prod: { ...STAGING, workloads: { wbe: {} } } },
    'workloads.wbe: found "wbe"; needs a workload of the app: shop/nightly, shop/web. Fix: did you mean web?',
  ],
  [
    { prod: { ...STAGING, workloads: { web: { schedule: '@daily' } } } },
    'workloads.web.schedule: found "@daily"; needs what a Deployment has',
  ],
  [{ prod: { ...STAGING, workloads: { web: { seLinux: 'optOut' } } } }, 'prod.workloads.web.seLinux'],
])('what is wrong is refused, and nothing is made: %j', async (all, message) => {
  let registered = 0;
  const failure = await failureOf(
    renderPulumi(() => {
      const app = environments('app', build, Object(all), SETTINGS).environment('prod');
      registered += 1;
      return app;
    }),
  );
  expect(failure).toContain(message);
  expect(registered).toBe(0);
});

test('an app that fails while it is made makes none of its objects, whoever catches the error', async () => {
  const caught: string[] = [];
  const failure = await failureOf(
    renderPulumi(() => {
      try {
        environments(
          'app',
          build,
          Object({ prod: { ...STAGING, workloads: { wbe: {} } } }),
          SETTINGS,
        ).environment('prod');
      } catch (error) {
        caught.push(String(error));
      }
    }),
  );
  expect(caught).toHaveLength(1);
  expect(failure).toContain('workloads.wbe');
});
