import * as pulumi from '@pulumi/pulumi';
import fc from 'fast-check';
import { isPlain, type PlainObject } from '../../../lib/core/manifest/plain';
import { HardenedApp } from '../../../lib/pulumi';
import { hardenTransform } from '../../../lib/pulumi/transforms';
import { arbitraryCarrier } from '../../core/pod-security/arbitrary-pods';
import { GOOD_CONTAINER, runProgram } from './support';

const { specialSecretSig, specialSigKey, unknownValue } = pulumi.runtime;
const TODAY = '2026-11-21';

interface Sent {
  readonly type?: string;
  readonly custom?: boolean;
  readonly parent?: string;
  readonly props: PlainObject;
}

/**
 * What the engine has after a transform: props on the wire, through the transform as Pulumi calls it, and back on the
 * wire. Undefined where the transform changes nothing.
 */
async function overTheWire(
  transform: pulumi.ResourceTransform,
  sent: Sent,
): Promise<PlainObject | undefined> {
  const { type = 'kubernetes:core/v1:Pod', custom = true, parent, props } = sent;
  const wire: unknown = await pulumi.runtime.serializeProperty('props', props);
  const received = isPlain(wire)
    ? Object.fromEntries(
        Object.entries(wire).map(([key, value]) => [key, pulumi.runtime.deserializeProperty(value, true)]),
      )
    : {};
  const opts = parent === undefined ? {} : { parent: new pulumi.DependencyResource(parent) };
  const result = await transform({ type, custom, name: 'web', props: received, opts });
  if (result === undefined) return undefined;
  expect(result.opts).toBe(opts);
  const back: unknown = await pulumi.runtime.serializeProperty('props', result.props);
  return isPlain(back) ? back : {};
}

const pod = (container: object = {}, spec: object = {}): PlainObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { namespace: 'shop' },
  spec: { containers: [{ ...GOOD_CONTAINER, ...container }], ...spec },
});

const hardContainer = expect.objectContaining({
  securityContext: expect.objectContaining({ readOnlyRootFilesystem: true }),
});

/** Any object that carries a pod, with a secret or an unknown value in its metadata. */
const annotated: fc.Arbitrary<Sent> = fc
  .tuple(arbitraryCarrier, fc.constantFrom({}, { a: pulumi.secret('hunter22') }, { b: pulumi.unknown }))
  .map(([manifest, annotations]) => {
    const group = manifest.apiVersion === 'v1' ? 'core/v1' : manifest.apiVersion;
    return {
      type: `kubernetes:${group}:${manifest.kind}`,
      props: { ...manifest, metadata: { annotations } },
    };
  });

/** Runs code in a preview or an update; findings are warnings, since they are not what is looked at. */
function inRun(preview: boolean, code: (transform: pulumi.ResourceTransform) => Promise<void>) {
  return runProgram(() => code(hardenTransform({ findings: 'warn', today: TODAY })), { preview });
}

async function fine(
  preview: boolean,
  code: (transform: pulumi.ResourceTransform) => Promise<void>,
): Promise<void> {
  const { failures } = await inRun(preview, code);
  expect(failures).toEqual([]);
}

describe('a transform, over the wire', () => {
  test('children of a remote component in an app get what the app gives', () =>
    fine(false, async (transform) => {
      const digest = `sha256:${'a'.repeat(64)}`;
      const image = 'registry.example.com/shop/web:v1';
      const images = { images: { [image]: { digest, date: '2026-11-01' } } };
      const app = new HardenedApp('app', { images, imagePullSecrets: ['regcred'], today: TODAY });
      const chart = new pulumi.ComponentResource(
        'kubernetes:helm.sh/v4:Chart',
        'c',
        {},
        { parent: app },
        true,
      );
      const parent = await new Promise<string>((resolve) => chart.urn.apply(resolve));
      expect(await overTheWire(transform, { parent, props: pod({ image }) })).toMatchObject({
        spec: {
          containers: [{ image: `${image}@${digest}`, volumeMounts: [{ mountPath: '/tmp' }] }],
          imagePullSecrets: [{ name: 'regcred' }],
        },
      });
    }));

  test('fills what is absent', () =>
    fine(false, async (transform) => {
      const props = await overTheWire(transform, { props: pod() });
      expect(props).toMatchObject({ metadata: { namespace: 'shop' }, spec: { containers: [hardContainer] } });
      expect(props?.metadata).toEqual({ namespace: 'shop' });
    }));

  test('keeps one unknown value unknown, and the rest known', () =>
    fine(true, async (transform) => {
      const props = await overTheWire(transform, { props: pod({ image: pulumi.unknown }) });
      expect(props?.spec).toMatchObject({
        automountServiceAccountToken: false,
        containers: [{ image: unknownValue, securityContext: { runAsNonRoot: true } }],
      });
    }));

  test('a spec with a secret in it stays secret, and is hardened inside', () =>
    fine(false, async (transform) => {
      const env = [{ name: 'PASSWORD', value: pulumi.secret('hunter22') }];
      const props = await overTheWire(transform, { props: pod({ env }) });
      expect(props?.spec).toEqual({
        [specialSigKey]: specialSecretSig,
        value: expect.objectContaining({
          automountServiceAccountToken: false,
          containers: [hardContainer],
        }),
      });
      expect(JSON.stringify(props?.metadata)).not.toContain(specialSecretSig);
    }));

  test('a secret beside an unknown value: both stay what they are', () =>
    fine(true, async (transform) => {
      const env = [{ name: 'PASSWORD', value: pulumi.secret('hunter22') }];
      const props = await overTheWire(transform, { props: pod({ env, image: pulumi.unknown }) });
      expect(props?.spec).toMatchObject({
        [specialSigKey]: specialSecretSig,
        value: { automountServiceAccountToken: false, containers: [{ image: unknownValue }] },
      });
    }));

  test('fields that hardening leaves alone come back as they were, secrets too', () =>
    fine(false, async (transform) => {
      const given = {
        ...pod(),
        metadata: { namespace: 'shop', annotations: { token: pulumi.secret('hunter22') } },
      };
      const props = await overTheWire(transform, { props: given });
      expect(props?.metadata).toEqual({
        [specialSigKey]: specialSecretSig,
        value: { namespace: 'shop', annotations: { token: 'hunter22' } },
      });
    }));

  test('an Output that stands for a whole spec is hardened when it is known', () =>
    fine(false, async (transform) => {
      const { spec, ...rest } = pod();
      const props = { ...rest, spec: pulumi.output(spec) };
      const result = await transform({
        type: 'kubernetes:core/v1:Pod',
        custom: true,
        name: 'web',
        props,
        opts: {},
      });
      const back: unknown = await pulumi.runtime.serializeProperty('props', result?.props);
      expect(back).toMatchObject({ spec: { containers: [hardContainer] } });
    }));

  test.each<[string, Sent]>([
    ['a component', { props: pod(), custom: false }],
    ['a component of Kubernetes', { props: pod(), custom: false, type: 'kubernetes:helm.sh/v4:Chart' }],
    ['a patch', { props: pod(), type: 'kubernetes:core/v1:PodPatch' }],
    ['a resource of another provider', { props: pod(), type: 'aws:s3/bucket:Bucket' }],
    [
      'a ConfigMap',
      {
        props: { apiVersion: 'v1', kind: 'ConfigMap', data: { a: 'b' } },
        type: 'kubernetes:core/v1:ConfigMap',
      },
    ],
  ])('says nothing about %s', (_, sent) =>
    fine(false, async (transform) => {
      expect(await overTheWire(transform, sent)).toBeUndefined();
    }),
  );

  test.each([
    ['outside of our components', undefined],
    [
      'below one of them',
      'urn:pulumi:test::shop::bulwark:index:HardenedApp$bulwark:index:SecureDeployment::web',
    ],
  ])('our label keeps nothing of others from being hardened, %s', (_, parent) =>
    fine(false, async (transform) => {
      const metadata = { labels: { 'app.kubernetes.io/managed-by': 'bulwark' } };
      const sent = { props: { ...pod(), metadata }, ...(parent === undefined ? {} : { parent }) };
      expect(await overTheWire(transform, sent)).toBeDefined();
    }),
  );

  test('twice changes nothing that once did not, secrets and unknown values among it', async () => {
    const runs = fc.sample(annotated, 60);
    await fine(true, async (transform) => {
      for (const sent of runs) {
        const once = await overTheWire(transform, sent);
        if (once !== undefined)
          expect(await overTheWire(transform, { ...sent, props: once })).toBeUndefined();
      }
    });
  });
});

describe('what a transform finds', () => {
  const refused = (preview: boolean, props: PlainObject) =>
    runProgram(
      async () => {
        const transform = hardenTransform({ today: TODAY });
        await overTheWire(transform, { props });
      },
      { preview },
    );

  test('is told in a preview, with the value, and fails the run', async () => {
    const { logged, failures } = await refused(true, pod({ image: 'web:latest' }));
    expect(logged).toContainEqual(
      expect.stringMatching(/^error: no-latest-tag at web \(Pod shop\/web, .*"web:latest"/),
    );
    expect(failures).toEqual([]);
  });

  test('refuses the resource in an update', async () => {
    const { logged, failures } = await refused(false, pod({ image: 'web:latest' }));
    expect(logged).toContainEqual(expect.stringContaining('no-latest-tag at web (Pod shop/web'));
    expect(String(failures[0])).toContain('refused by bulwark');
  });

  test('shows nothing of what is secret', async () => {
    const env = [{ name: 'PASSWORD', value: pulumi.secret('hunter22') }];
    const { logged } = await refused(true, pod({ image: 'hunter22:latest', env }));
    expect(logged.join()).toContain('found a value that is not shown, since it is secret');
    expect(logged.join()).not.toContain('hunter22');
  });

  test('an unknown value is no finding before it is known', async () => {
    const { logged } = await refused(true, pod({ image: pulumi.unknown }));
    expect(logged.filter((line) => line.startsWith('error')).join()).not.toContain('image');
  });
});
