import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import {
  clusters,
  dev,
  HardenedApp,
  hardenStack,
  IsolatedNamespace,
  restricted,
  SecureDeployment,
  type Waiver,
  waive,
} from '../../lib/pulumi';
import { judgeableOf, renderUnjudged } from '../../lib/pulumi/render/render';
import { type Verdict, verdictOf } from '../../lib/pulumi/render/verdict';
import { GOOD_CONTAINER } from './transforms/support';

const TODAY = '2026-11-21';
const WHY = {
  reason: 'the old balancer needs it still',
  owner: 'team-shop',
  expires: '2027-01-01',
} as const;
const NODE_PORT: Waiver = { control: 'no-node-port-services', ...WHY };

/** What `bulwark synth` makes of a program. */
async function verdict(program: () => unknown): Promise<Verdict> {
  const judged = judgeableOf(await renderUnjudged(program));
  if (judged === undefined) throw new Error('nothing was rendered');
  return verdictOf(judged, { today: TODAY });
}

const of = ({ judgement }: Verdict, control: string): string[] =>
  judgement.findings
    .filter((finding) => finding.control === control)
    .map(({ object, origin, found }) => `${origin.construct}: ${object.kind} ${object.name}: ${found}`);

const nodePort = (name: string, opts: pulumi.CustomResourceOptions = {}, metadata: object = { name }) =>
  new k8s.core.v1.Service(
    name,
    {
      metadata: { namespace: 'shop', ...metadata },
      spec: { type: 'NodePort', ports: [{ name: 'http', port: 80 }] },
    },
    opts,
  );

const cronJob = (name: string, metadata: object = {}, container: object = {}) =>
  new k8s.batch.v1.CronJob(name, {
    metadata: { namespace: 'shop', ...metadata },
    spec: {
      schedule: '0 3 * * *',
      jobTemplate: {
        spec: {
          template: { spec: { restartPolicy: 'Never', containers: [{ ...GOOD_CONTAINER, ...container }] } },
        },
      },
    },
  });

describe('what hardenStack says holds in a rendering', () => {
  test('its policy, cluster and waivers', async () => {
    const waivers = [
      { control: 'no-latest-tag', ...WHY, target: { kind: 'CronJob', namespace: 'shop', name: 'nightly' } },
    ] as const;
    const { report, judgement } = await verdict(() => {
      const policy = restricted({ without: ['image-pinned-to-digest'] });
      hardenStack({ policy, cluster: clusters.kind(), waivers, findings: 'warn' });
      cronJob('nightly', {}, { image: 'registry.example.com/a:latest' });
    });
    expect([report.cluster, report.without]).toEqual(['kind', ['image-pinned-to-digest']]);
    const controls = judgement.findings.map(({ control }) => control);
    expect(controls).not.toContain('image-pinned-to-digest');
    expect(controls).not.toContain('no-latest-tag');
    expect(judgement.suppressed.map(({ control }) => control)).toContain('no-latest-tag');
  });

  test('each of several judges what it hardens, and an app its own objects', async () => {
    const policy = dev({
      waivers: [{ ...NODE_PORT, target: { kind: 'Service', namespace: 'shop', name: 'pub' } }],
    });
    const { report, judgement } = await verdict(() => {
      hardenStack({ policy });
      hardenStack();
      const app = new HardenedApp('app', { policy });
      const shop = new IsolatedNamespace('shop', {}, { parent: app });
      new SecureDeployment('web', { image: 'web:v1', port: 8080, probe: { http: '/' } }, { parent: shop });
      nodePort('pub');
    });
    expect(report.profile.split(', ').sort()).toEqual(['dev-2026-11', 'restricted-2026-11']);
    // The second has no waiver for it; and the tag of the app is judged by the app alone, which allows it.
    expect(judgement.findings.map(({ control }) => control)).toEqual(
      expect.arrayContaining(['no-node-port-services']),
    );
    const controls = judgement.findings.map(({ control }) => control);
    expect(controls).not.toContain('image-pinned-to-digest');
    expect(controls).not.toContain('waiver-unused');
  });
});

describe('an object that Pulumi names', () => {
  test('goes by the name of its resource, for controls and for waivers', async () => {
    const found = await verdict(() => {
      hardenStack({
        waivers: [{ ...NODE_PORT, target: { kind: 'Service', namespace: 'shop', name: 'pub' } }],
      });
      const shop = new k8s.core.v1.Namespace('shop');
      nodePort('pub', {}, { namespace: shop.metadata.name });
      cronJob('nightly', { namespace: shop.metadata.name });
      cronJob('generated', { generateName: 'generated-' });
    });
    expect(of(found, 'instance-label-matches-name')).toEqual([]);
    expect(of(found, 'no-node-port-services')).toEqual([]);
    expect(of(found, 'waiver-unused')).toEqual([]);
    const ours = found.judgement.findings.filter(({ object }) => object.kind === 'CronJob');
    expect(new Set(ours.map(({ object }) => `${object.namespace}/${object.name}`))).toEqual(
      new Set(['shop/nightly', 'shop/generated']),
    );
  });

  test('is another one than every object of the same name', async () => {
    const found = await verdict(() => {
      hardenStack();
      const parents = ['a', 'b'].map((name) => new pulumi.ComponentResource('test:index:Box', name));
      class Other extends pulumi.ComponentResource {}
      const other = new Other('test:index:Other', 'other');
      nodePort('pub', { parent: parents[0] }, {});
      nodePort('pub', { parent: other }, {});
      nodePort('named', {}, { name: 'pub' });
    });
    expect(of(found, 'duplicate-object')).toEqual([]);
    expect(of(found, 'no-node-port-services')).toHaveLength(3);
  });

  test('is found by what refers to its made-up name', async () => {
    const scaled = (target: pulumi.Input<string>): Promise<Verdict> =>
      verdict(() => {
        const labels = { 'app.kubernetes.io/instance': 'web' };
        const web = new k8s.apps.v1.Deployment('web', {
          metadata: { namespace: 'shop' },
          spec: {
            selector: { matchLabels: labels },
            template: { metadata: { labels }, spec: { containers: [GOOD_CONTAINER] } },
          },
        });
        new k8s.networking.v1.Ingress('web', {
          metadata: { namespace: 'shop' },
          spec: {
            defaultBackend: {
              service: {
                name: target === '' ? nodePort('front', {}, {}).metadata.name : target,
                port: { number: 80 },
              },
            },
          },
        });
        return web;
      });
    expect(of(await scaled('nobody'), 'ingress-backend-exists')).toHaveLength(1);
    expect(of(await scaled(''), 'ingress-backend-exists')).toEqual([]);
  });
});

describe('waive takes what no component made', () => {
  test.each<[string, (waived: (resource: pulumi.Resource) => void) => void]>([
    ['a resource', (waived) => waived(nodePort('pub'))],
    [
      'a resource in an app',
      (waived) => {
        const app = new HardenedApp('app', { policy: dev() });
        waived(nodePort('pub', { parent: new IsolatedNamespace('shop', {}, { parent: app }) }));
      },
    ],
    [
      'an app above it',
      (waived) => {
        const app = new HardenedApp('app', { policy: dev() });
        nodePort('pub', { parent: new IsolatedNamespace('shop', {}, { parent: app }) });
        waived(app);
      },
    ],
    [
      'any component',
      (waived) => {
        const box = new pulumi.ComponentResource('test:index:Box', 'box');
        nodePort('pub', { parent: box });
        waived(box);
      },
    ],
    [
      'a group of YAML',
      (waived) => {
        const yaml =
          'apiVersion: v1\nkind: Service\nmetadata: { name: pub, namespace: shop }\nspec: { type: NodePort, ports: [{ port: 80 }] }';
        waived(new k8s.yaml.ConfigGroup('group', { yaml }));
      },
    ],
  ])('%s, with hardenStack and without', async (_what, program) => {
    for (const stack of [true, false]) {
      const run = (given: boolean): Promise<Verdict> =>
        verdict(() => {
          if (stack) hardenStack();
          program((resource) => {
            if (given) waive(resource, NODE_PORT);
          });
        });
      expect(of(await run(false), 'no-node-port-services')).toHaveLength(1);
      const suppressed = await run(true);
      expect(of(suppressed, 'no-node-port-services')).toEqual([]);
      expect(of(suppressed, 'waiver-unused')).toEqual([]);
      expect(suppressed.judgement.suppressed).toHaveLength(1);
    }
  });

  test('what is waived after it was made is not hardened away', async () => {
    const waived = { control: 'no-privileged-containers', ...WHY } as const;
    const found = await verdict(() => {
      hardenStack();
      waive(cronJob('nightly', {}, { securityContext: { privileged: true } }), waived);
    });
    expect(found.judgement.suppressed.map(({ control }) => control)).toContain('no-privileged-containers');
    expect(of(found, 'waiver-unused')).toEqual([]);
  });

  test('one that suppresses nothing is told once, with the resource that it is at', async () => {
    const found = await verdict(() => {
      hardenStack();
      waive(nodePort('pub'), NODE_PORT, { ...NODE_PORT, control: 'no-latest-tag' });
      waive(nodePort('other'), { ...NODE_PORT, expires: '2026-01-01' });
    });
    expect(of(found, 'waiver-unused')).toEqual([expect.stringMatching(/^pub: .*'no-latest-tag'/)]);
    expect(of(found, 'waiver-invalid')).toEqual([expect.stringMatching(/^other: .*expired/)]);
  });
});

test('a finding shows no secret, of its own object or of another', async () => {
  const found = await verdict(() => {
    hardenStack();
    const secret = pulumi.secret('hunter22-hunter22');
    const image = pulumi.interpolate`registry.example.com/${secret}:latest`;
    cronJob('nightly', { labels: { a: secret } }, { image });
    new k8s.core.v1.Service('leaky', {
      metadata: { namespace: 'shop', name: 'leaky' },
      spec: { type: 'hunter22-hunter22', ports: [{ port: 80 }] },
    });
  });
  expect(of(found, 'no-latest-tag')).toHaveLength(1);
  expect(JSON.stringify(found.report)).not.toContain('hunter22');
});

describe('what hardenStack decided', () => {
  const account = { kind: 'ServiceAccount', name: 'ctl', namespace: 'shop' };
  const controller = (...dependsOn: pulumi.Resource[]) =>
    new k8s.apps.v1.Deployment(
      'ctl',
      {
        metadata: { namespace: 'shop' },
        spec: {
          selector: { matchLabels: { app: 'ctl' } },
          template: {
            metadata: { labels: { app: 'ctl' } },
            spec: { serviceAccountName: 'ctl', containers: [{ ...GOOD_CONTAINER }] },
          },
        },
      },
      { dependsOn },
    );
  const binding = (...dependsOn: pulumi.Resource[]) =>
    new k8s.rbac.v1.RoleBinding(
      'ctl',
      {
        metadata: { namespace: 'shop' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'ctl' },
        subjects: [account],
      },
      { dependsOn },
    );
  const reported = async (program: () => unknown, times = 1) =>
    (
      await verdict(() => {
        for (let time = 0; time < times; time += 1) hardenStack({ today: TODAY });
        program();
      })
    ).report;

  test('is in the report, once for each field, with the object and its place', async () => {
    const once = await reported(() => controller());
    expect(once.decisions).toContainEqual(
      expect.objectContaining({
        action: 'wrote',
        path: 'spec.template.spec.automountServiceAccountToken',
        construct: 'ctl',
        object: expect.objectContaining({ kind: 'Deployment', namespace: 'shop', name: 'ctl' }),
      }),
    );
    expect(new Set(once.decisions.map((decision) => JSON.stringify(decision))).size).toBe(
      once.decisions.length,
    );
    expect((await reported(() => controller(), 2)).decisions).toEqual(once.decisions);
  });

  test('also where it left a field, for what came before', async () => {
    const { decisions, invalid } = await reported(() => controller(binding()));
    expect(decisions).toContainEqual(
      expect.objectContaining({
        action: 'did not write',
        reason: expect.stringContaining('RoleBinding shop/ctl gives rights to ServiceAccount shop/ctl'),
      }),
    );
    expect(invalid).toEqual([]);
  });

  test('too early is an error', async () => {
    const { invalid } = await reported(() => binding(controller()));
    expect(invalid).toEqual([expect.stringContaining('before it knew that RoleBinding shop/ctl')]);
  });

  test('and each field that it wrote, once, with what stood there', async () => {
    const once = await reported(() => controller());
    const [written] = once.changes;
    expect(written).toMatchObject({ object: { kind: 'Deployment', name: 'ctl' }, construct: 'ctl' });
    expect(written?.fields).toContainEqual({
      path: 'spec.template.spec.automountServiceAccountToken',
      container: null,
      before: 'absent',
      after: 'false',
      by: expect.any(String),
    });
    expect((await reported(() => controller(), 2)).changes).toEqual(once.changes);
  });

  test('and what an app gave to a pod in it', async () => {
    const { report } = await verdict(() => {
      const app = new HardenedApp('app', { imagePullSecrets: ['pull'] });
      const shop = new IsolatedNamespace('shop', {}, { parent: app });
      new k8s.core.v1.Pod(
        'vendor',
        {
          metadata: { namespace: 'shop', name: 'vendor' },
          spec: {
            containers: [{ ...GOOD_CONTAINER, securityContext: { readOnlyRootFilesystem: true } }],
            imagePullSecrets: [{ name: 'own' }],
          },
        },
        { parent: shop },
      );
    });
    const fields = report.changes.find(({ object }) => object.name === 'vendor')?.fields ?? [];
    expect(fields.map(({ path, after, by }) => [path, after, by])).toEqual([
      ['spec.containers[0].volumeMounts', expect.stringContaining('/tmp'), 'scratch'],
      ['spec.imagePullSecrets[1]', '{"name":"pull"}', 'imagePullSecrets'],
      ['spec.volumes', expect.stringContaining('emptyDir'), 'scratch'],
    ]);
  });

  test('but no secret, however short', async () => {
    const { report } = await verdict(() => {
      hardenStack();
      new k8s.core.v1.Pod('vendor', {
        metadata: { namespace: 'shop', name: 'vendor' },
        spec: {
          containers: [
            {
              ...GOOD_CONTAINER,
              securityContext: { capabilities: { drop: [pulumi.secret('hun'), 'NET_RAW'] } },
            },
          ],
        },
      });
    });
    expect(report.changes.length).toBeGreaterThan(0);
    expect(JSON.stringify(report.changes)).not.toContain('hun');
  });

  test('nothing is decided where nothing is hardened', async () => {
    const { report } = await verdict(() => controller());
    expect(report.decisions).toEqual([]);
    expect(report.changes).toEqual([]);
  });
});
