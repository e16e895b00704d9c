import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import type { TargetedWaiver } from '../../../lib/core/policy/waiver';
import {
  hardenStack,
  hardenTransformation,
  type StackWaiver,
  type UrnWaiver,
} from '../../../lib/pulumi/transforms';
import { GOOD_CONTAINER, type Run, runProgram } from './support';

const TODAY = '2026-11-21';
/** A string that is not known yet, as in a preview. */
const UNKNOWN: pulumi.Output<string> = pulumi
  .output(Promise.resolve(''))
  .apply(() => pulumi.unknown)
  .apply(String);

const LABELS = {
  'app.kubernetes.io/name': 'web',
  'app.kubernetes.io/instance': 'web',
  'app.kubernetes.io/managed-by': 'pulumi',
};

/** A pod that passes all controls over single objects once it is hardened. */
function podSpec(container: object = {}): k8s.types.input.core.v1.PodSpec {
  return { serviceAccountName: 'web', containers: [{ ...GOOD_CONTAINER, ...container }] };
}

function deployment(name: string, container: object = {}, opts: pulumi.CustomResourceOptions = {}) {
  const metadata = { namespace: 'shop', labels: { ...LABELS, 'app.kubernetes.io/instance': name } };
  const template = { metadata: { labels: LABELS }, spec: podSpec(container) };
  return new k8s.apps.v1.Deployment(
    name,
    { metadata, spec: { selector: { matchLabels: LABELS }, template } },
    opts,
  );
}

function inputsOf(run: Run, name: string) {
  return run.registered.find((resource) => resource.name === name)?.inputs;
}

const about = (run: Run, control: string): string[] =>
  run.logged.filter((line) => line.startsWith(`error: ${control} `));

const hard = expect.objectContaining({
  automountServiceAccountToken: false,
  containers: [expect.objectContaining({ securityContext: expect.objectContaining({ privileged: false }) })],
});

describe('what a program makes is hardened', () => {
  test('workloads, what YAML makes, and the items of a list', async () => {
    const run = await runProgram(
      () => {
        hardenStack({ today: TODAY });
        deployment('web');
        const template = { metadata: { labels: LABELS }, spec: { ...podSpec(), restartPolicy: 'OnFailure' } };
        new k8s.batch.v1.CronJob('nightly', {
          spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template } } },
        });
        new k8s.core.v1.PodList('pods', { items: [{ metadata: { name: 'a' }, spec: podSpec() }] });
        const yaml =
          'apiVersion: v1\nkind: Pod\nmetadata: { name: fromyaml }\nspec: { containers: [{ name: a, image: b }] }';
        new k8s.yaml.ConfigGroup('yaml', { yaml });
      },
      { preview: true },
    );
    expect(inputsOf(run, 'web')).toMatchObject({ spec: { template: { spec: hard } } });
    expect(inputsOf(run, 'nightly')).toMatchObject({
      spec: { jobTemplate: { spec: { template: { spec: hard } } } },
    });
    expect(inputsOf(run, 'pods')).toMatchObject({ items: [{ spec: hard }] });
    expect(inputsOf(run, 'fromyaml')).toMatchObject({ spec: hard });
    expect(inputsOf(run, 'yaml')).toEqual({ yaml: expect.any(String) });
    expect(run.failures).toEqual([]);
  });

  test('patches and what exists already are left alone; a Helm Release is reported', async () => {
    const run = await runProgram(
      () => {
        hardenStack({ today: TODAY });
        const spec = { template: { spec: { containers: [{ name: 'a', image: 'b' }] } } };
        new k8s.apps.v1.DeploymentPatch('patch', { metadata: { name: 'other' }, spec });
        k8s.apps.v1.Deployment.get('there', 'shop/there');
      },
      { preview: true },
    );
    expect(inputsOf(run, 'patch')).toMatchObject({
      spec: { template: { spec: { containers: [{ name: 'a', image: 'b' }] } } },
    });
    expect(JSON.stringify(inputsOf(run, 'patch'))).not.toContain('securityContext');
    expect(run.logged).toEqual([]);
  });

  test('a resource whose objects nobody sees is refused, unless a waiver suppresses it', async () => {
    const why = {
      control: 'no-unseen-objects',
      reason: 'looked at what the chart renders, version by version',
      owner: 'team-shop',
      expires: '2027-02-01',
    } as const;
    const make = (k8sWaivers: readonly StackWaiver[]) => () => {
      hardenStack({ today: TODAY, waivers: k8sWaivers });
      new k8s.helm.v3.Release('release', { chart: 'nginx', namespace: 'shop', name: 'web' });
      new k8s.helm.v4.Chart('chart', { chart: 'nginx' });
    };
    const refused = await runProgram(make([]), { preview: true });
    expect(refused.logged).toEqual([
      expect.stringMatching(
        /^error: no-unseen-objects at release \(Release shop\/web\): cannot be judged: found "a Helm release.*target: \{ kind: 'Release', namespace: 'shop', name: 'web' \}/,
      ),
      expect.stringMatching(/^error: no-unseen-objects at chart \(Chart chart\): cannot be judged/),
    ]);
    const suppressed = make([
      { ...why, target: { kind: 'Release', namespace: 'shop', name: 'web' } },
      { ...why, target: { urn: 'urn:pulumi:test::shop::kubernetes:helm.sh/v4:Chart::chart' } },
    ]);
    expect((await runProgram(suppressed, { preview: true })).logged).toEqual([]);
    expect(String((await runProgram(make([]))).failures[0])).toContain('no-unseen-objects');
  });

  test('the option transformations of one component is enough, and providers are kept', async () => {
    const run = await runProgram(
      () => {
        const provider = new k8s.Provider('own', { namespace: 'shop' });
        const component = new pulumi.ComponentResource(
          'test:index:Group',
          'group',
          {},
          {
            transformations: [hardenTransformation({ today: TODAY, findings: 'warn' })],
            providers: { kubernetes: provider },
          },
        );
        const inside = deployment('inside', {}, { parent: component });
        expect(Reflect.get(inside, '__prov')).toBe(provider);
        deployment('outside');
      },
      { preview: true },
    );
    expect(inputsOf(run, 'inside')).toMatchObject({ spec: { template: { spec: hard } } });
    expect(JSON.stringify(inputsOf(run, 'outside'))).not.toContain('automountServiceAccountToken');
  });

  test('one unknown leaf leaves the rest of a preview known, and secrets stay secret', async () => {
    let secret: Promise<boolean> | undefined;
    const run = await runProgram(
      () => {
        hardenStack({ today: TODAY, findings: 'warn' });
        const env = [
          { name: 'A', value: UNKNOWN },
          { name: 'B', value: pulumi.secret('hunter22') },
          { name: 'C', value: pulumi.output('c') },
        ];
        const made = deployment('web', { env });
        secret = pulumi.isSecret(made.spec);
      },
      { preview: true },
    );
    expect(JSON.stringify(inputsOf(run, 'web'))).toContain('"name":"C","value":"c"');
    expect(JSON.stringify(inputsOf(run, 'web'))).toContain(pulumi.runtime.specialSecretSig);
    expect(await secret).toBe(true);
  });

  test('a spec that is an Output as a whole is hardened once it is known', async () => {
    const run = await runProgram(() => {
      hardenStack({ today: TODAY, findings: 'warn' });
      new k8s.core.v1.Pod('web', { metadata: { namespace: 'shop' }, spec: pulumi.output(podSpec()) });
      new k8s.core.v1.Pod('promised', { metadata: { namespace: 'shop' }, spec: Promise.resolve(podSpec()) });
    });
    expect(inputsOf(run, 'web')).toMatchObject({ spec: hard });
    expect(inputsOf(run, 'promised')).toMatchObject({ spec: hard });
  });

  test('parts that are Outputs are hardened once they are known', async () => {
    const run = await runProgram(() => {
      hardenStack({ today: TODAY, findings: 'warn' });
      const named = { metadata: { name: 'a' }, spec: podSpec() };
      new k8s.core.v1.PodList('items', { items: pulumi.output([named]) });
      const template = pulumi.output({ metadata: { labels: LABELS }, spec: podSpec() });
      new k8s.apps.v1.Deployment('template', { spec: { selector: { matchLabels: LABELS }, template } });
      new k8s.core.v1.Pod('context', {
        spec: podSpec({ securityContext: pulumi.output({ runAsUser: 12345 }) }),
      });
    });
    expect(inputsOf(run, 'items')).toMatchObject({ items: [{ spec: hard }] });
    expect(inputsOf(run, 'template')).toMatchObject({ spec: { template: { spec: hard } } });
    expect(inputsOf(run, 'context')).toMatchObject({ spec: hard });
    expect(JSON.stringify(inputsOf(run, 'context'))).toContain('"runAsUser":12345');
  });
});

describe('findings', () => {
  test('of all resources are told at once in a preview, also those across objects', async () => {
    const run = await runProgram(
      () => {
        hardenStack({ today: TODAY });
        deployment('web', { image: 'web:latest', securityContext: { privileged: true } });
        deployment('cart', { image: 'cart' });
      },
      { preview: true },
    );
    expect(about(run, 'no-latest-tag')).toHaveLength(2);
    expect(about(run, 'no-privileged-containers')).toEqual([
      expect.stringContaining('at web (Deployment shop/web, '),
    ]);
    expect(about(run, 'network-policy-for-every-pod')).toHaveLength(2);
    expect(new Set(run.logged).size).toBe(run.logged.length);
    expect(run.registered.map(({ name }) => name)).toEqual(expect.arrayContaining(['web', 'cart']));
  });

  test('refuse the resource in an update', async () => {
    const run = await runProgram(() => {
      hardenStack({ today: TODAY });
      deployment('web', { image: 'web:latest' });
    });
    expect(String(run.failures[0])).toContain('no-latest-tag at web (Deployment shop/web');
    expect(inputsOf(run, 'web')).toBeUndefined();
  });

  test('are warnings where that is asked for', async () => {
    const run = await runProgram(() => {
      hardenStack({ today: TODAY, findings: 'warn' });
      deployment('web', { image: 'web:latest' });
    });
    expect(run.failures).toEqual([]);
    expect(inputsOf(run, 'web')).toBeDefined();
    expect(run.logged).toContainEqual(expect.stringContaining('warning: no-latest-tag at web'));
    expect(run.logged.join()).not.toContain('error:');
  });

  test('in a value that is known late refuse the resource when it is', async () => {
    const run = await runProgram(() => {
      hardenStack({ today: TODAY });
      deployment('web', { image: pulumi.output('web:latest') });
      deployment('cart', { image: pulumi.output(GOOD_CONTAINER.image) });
    });
    expect(String(run.failures[0])).toContain('no-latest-tag at web (Deployment shop/web');
    expect(inputsOf(run, 'web')).toBeUndefined();
    expect(inputsOf(run, 'cart')).toBeDefined();
  });

  test('are told in a preview of what is known there, and no sooner', async () => {
    const run = await runProgram(
      () => {
        hardenStack({ today: TODAY });
        deployment('web', { image: pulumi.output('web:latest') });
        deployment('cart', { image: UNKNOWN });
      },
      { preview: true },
    );
    expect(about(run, 'no-latest-tag')).toEqual([expect.stringContaining('at web')]);
    expect(run.failures).toEqual([]);
  });

  test('never show a secret', async () => {
    const run = await runProgram(
      () => {
        hardenStack({ today: TODAY });
        deployment('web', { image: pulumi.secret('hunter22/web:latest') });
      },
      { preview: true },
    );
    expect(about(run, 'no-latest-tag')).toEqual([
      expect.stringContaining('found a value that is not shown, since it is secret'),
    ]);
    expect(run.logged.join()).not.toContain('hunter22');
  });
});

describe('waivers', () => {
  const REST = {
    reason: 'the vendor pins nothing else, see the ticket',
    owner: 'team-shop',
    expires: '2027-02-01',
  };
  const on = (name: string, namespace = 'shop'): TargetedWaiver => ({
    control: 'no-latest-tag',
    ...REST,
    target: { kind: 'Deployment', namespace, name },
  });
  const urn = 'urn:pulumi:test::shop::kubernetes:apps/v1:Deployment::web';
  const byUrn: UrnWaiver = { control: 'no-latest-tag', ...REST, target: { urn } };

  const runWith = (waivers: readonly (TargetedWaiver | UrnWaiver)[], namespace?: pulumi.Output<string>) =>
    runProgram(
      () => {
        hardenStack({ today: TODAY, waivers });
        const web = { metadata: { namespace: namespace ?? 'shop', labels: LABELS } };
        const template = { metadata: { labels: LABELS }, spec: podSpec({ image: 'web:latest' }) };
        new k8s.apps.v1.Deployment('web', { ...web, spec: { selector: { matchLabels: LABELS }, template } });
      },
      { preview: true },
    );

  test.each([
    ['kind, namespace and name', on('web')],
    ['URN', byUrn],
  ])('by %s', async (_, waiver) => {
    const run = await runWith([waiver]);
    expect(about(run, 'no-latest-tag')).toEqual([]);
    expect(run.logged.join()).not.toContain('waiver-');
    expect(about(run, 'image-pinned-to-digest')).toHaveLength(1);
  });

  test('hold while the namespace is not known', async () => {
    const run = await runWith([on('web')], UNKNOWN);
    expect(about(run, 'no-latest-tag')).toEqual([]);
  });

  test.each<[string, TargetedWaiver | UrnWaiver, string]>([
    [
      'another name',
      on('cart'),
      "waiver-unused: found the waiver of 'no-latest-tag' on Deployment shop/cart, in the waivers of the stack: it suppresses nothing",
    ],
    ['another namespace', on('web', 'cart'), 'it suppresses nothing'],
    [
      'another URN',
      { ...byUrn, target: { urn: `${urn}2` } },
      'on kubernetes:apps/v1:Deployment web2, in the waivers of the stack: it suppresses nothing',
    ],
    ['one that has expired', { ...on('web'), expires: '2026-11-21' }, 'it expired on 2026-11-21'],
    ['one that runs for too long', { ...on('web'), expires: '2028-11-21' }, 'the policy allows 365'],
    ['one without a reason', { ...on('web'), reason: 'because' }, 'the reason has 7 characters'],
  ])('%s is an error, and the finding stands', async (_, waiver, words) => {
    const run = await runWith([waiver]);
    expect(run.logged).toContainEqual(expect.stringContaining(words));
    expect(about(run, 'no-latest-tag')).toHaveLength(1);
  });

  test('two unused ones of one control are both told', async () => {
    const run = await runWith([on('web'), on('cart'), on('mail')]);
    expect(run.logged.filter((line) => line.startsWith('error: waiver-unused'))).toHaveLength(2);
  });
});

test('hardenStack outside of a program says what to do', () => {
  expect(() => hardenStack()).toThrow('hardenStack is called outside of a program');
});
