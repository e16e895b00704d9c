import { runInThisContext } from 'node:vm';
import { DeploymentPatch } from '@pulumi/kubernetes/apps/v1';
import { ConfigMap, Namespace, Secret, ServiceAccountPatch } from '@pulumi/kubernetes/core/v1';
import * as pulumi from '@pulumi/pulumi';
import { BulwarkError } from 'bulwark';
import { renderPulumi } from 'bulwark/jest';
import { HardenedApp, IsolatedNamespace } from 'bulwark/pulumi';
import { isOpaque, isPlain } from '../../lib/core/manifest/plain';
import { restrictedDeployment } from './objects';

const real: NodeJS.Process = runInThisContext('process');

/** A resource of another provider. */
class Password extends pulumi.CustomResource {
  declare readonly result: pulumi.Output<string>;

  constructor(name: string) {
    super('random:index/randomPassword:RandomPassword', name, { length: 12, result: undefined });
  }
}

/** Spec of a Deployment that passes `restricted`. */
const spec = (): Record<string, unknown> => {
  const { spec: found } = restrictedDeployment();
  return isPlain(found) ? found : {};
};

class Box extends pulumi.ComponentResource {}

class Cluster extends pulumi.ProviderResource {}

class Thing extends pulumi.CustomResource {}

/** A Deployment by its type alone, as its inputs come from plain data. */
const deployment = (name: string, inputs: pulumi.Input<Record<string, unknown>>): pulumi.CustomResource =>
  new Thing('kubernetes:apps/v1:Deployment', name, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: inputs,
  });

describe('renderPulumi', () => {
  test('objects are in the order of construction, resolved; components and providers are left out', async () => {
    const rendering = await renderPulumi(() => {
      const deferred = new Promise<Record<string, unknown>>((resolve) => setImmediate(() => resolve(spec())));
      const parent = new Box('test:index:Box', 'box');
      new ConfigMap('first', { data: { deferred: deferred.then(() => 'yes') } }, { parent });
      const namespace = new Namespace('shop');
      new Secret('second', {
        metadata: { namespace: namespace.metadata.name },
        stringData: { key: pulumi.secret('a') },
      });
      new ServiceAccountPatch('third', { metadata: { name: 'default' } });
      new Cluster('kubernetes', 'cluster', {});
      return { name: namespace.metadata.name };
    });
    const name = 'shop-02cd8692';
    expect(
      rendering.resources.map(({ urn, patch, autonamed }) => [
        urn.slice('urn:pulumi:stack::project::'.length),
        patch,
        autonamed,
      ]),
    ).toEqual([
      ['test:index:Box$kubernetes:core/v1:ConfigMap::first', false, true],
      ['kubernetes:core/v1:Namespace::shop', false, true],
      ['kubernetes:core/v1:Secret::second', false, true],
      ['kubernetes:core/v1:ServiceAccountPatch::third', true, false],
    ]);
    expect(rendering.manifests.slice(0, 3)).toMatchObject([
      { kind: 'ConfigMap', data: { deferred: 'yes' } },
      { kind: 'Namespace', metadata: { name } },
      { kind: 'Secret', metadata: { namespace: name }, stringData: { key: 'a' } },
    ]);
    expect(rendering.manifests[3]).toEqual({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'default' },
    });
    expect(rendering.outputs).toEqual({ name });
  });

  test('a preview shows the object, with an opaque leaf where a value is not known yet', async () => {
    const program = (): unknown => {
      const { result } = new Password('password');
      new ConfigMap('web', { metadata: { name: 'web' }, data: { known: 'yes', deferred: result } });
      return { result };
    };
    const resource = (): { result: string } => ({ result: 'secret' });
    const update = await renderPulumi(program, { providers: { resource } });
    expect(update.manifests[0]).toMatchObject({ data: { known: 'yes', deferred: 'secret' } });
    const preview = await renderPulumi(program, { preview: true });
    const data = preview.manifests[0]?.data;
    expect(isPlain(data) && [data.known, isOpaque(data.deferred), String(data.deferred)]).toEqual([
      'yes',
      true,
      '<unknown>',
    ]);
    expect(isOpaque(preview.outputs.result)).toBe(true);
  });

  test('project, stack and configuration are those of the options', async () => {
    const { outputs } = await renderPulumi(
      () => {
        const config = new pulumi.Config();
        const token = config.requireSecret('token');
        return {
          found: [pulumi.getProject(), pulumi.getStack(), config.require('replicas')],
          token,
          secret: pulumi.isSecret(token),
        };
      },
      { project: 'shop', stack: 'live', config: { replicas: '3', 'shop:token': 'abc' }, secrets: ['token'] },
    );
    expect(outputs).toEqual({ found: ['shop', 'live', '3'], token: 'abc', secret: true });
  });

  test('a module that exports a function has it called; its result is the output', async () => {
    const main = async (): Promise<unknown> => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      new Namespace('late');
      return { answer: 42 };
    };
    for (const program of [main, () => main, () => ({ default: main }), async () => ({ default: main })]) {
      const { resources, outputs } = await renderPulumi(program);
      expect([resources.length, outputs]).toEqual([1, { answer: 42 }]);
    }
  });

  test('manifests in YAML are read without their provider', async () => {
    const yaml =
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n---\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n';
    // What ConfigFile and ConfigGroup ask for.
    const { outputs } = await renderPulumi(() =>
      pulumi.runtime.invoke('kubernetes:yaml:decode', { text: yaml }),
    );
    expect(outputs.result).toMatchObject([{ kind: 'ConfigMap' }, { kind: 'Namespace' }]);
  });
});

describe('a failure reaches the test', () => {
  const error = new BulwarkError('2 findings', ['one', 'two']);
  const refuse = (): never => {
    throw error;
  };
  const rejected = (): Promise<never> => Promise.reject(error);

  test.each<[string, () => unknown]>([
    ['thrown by the program', refuse],
    ['of a program that returns a promise', async () => refuse()],
    ['in an apply that nobody reads', () => void pulumi.output(1).apply(refuse)],
    ['in an apply of an output of a resource', () => void new Namespace('a').metadata.apply(refuse)],
    ['in an input', () => new ConfigMap('a', { data: { key: pulumi.output(1).apply(refuse) } })],
    ['as a rejected input', () => new ConfigMap('a', { data: rejected() })],
    [
      'as one error in many inputs',
      () => ['a', 'b', 'c'].map((name) => new ConfigMap(name, { data: rejected() })),
    ],
    [
      'in an input of a parent, which its children wait for',
      () => {
        const parent = new ConfigMap('a', { data: rejected() });
        return new ConfigMap('b', {}, { parent });
      },
    ],
    ['in an exported output', () => ({ value: pulumi.output(1).apply(refuse) })],
  ])('%s: the error itself', async (_where, program) => {
    await expect(renderPulumi(program)).rejects.toBe(error);
  });

  test.each<[string, () => unknown, RegExp]>([
    [
      'several at once',
      () =>
        [1, 2].map((number) =>
          pulumi.output(number).apply(() => Promise.reject(new Error(`number ${number}`))),
        ),
      /^the program failed in 2 places\n {2}- number 1\n {2}- number 2$/,
    ],
    [
      'two resources of one URN',
      () => [new Namespace('a'), new Namespace('a')],
      /two resources have the URN urn:/,
    ],
    ['a logged error', () => void pulumi.log.error('bad'), /^the program logged an error$/],
    [
      'a call that only a provider answers',
      () => pulumi.runtime.invoke('aws:index:x', {}),
      /calls aws:index:x/,
    ],
  ])('%s', async (_what, program, message) => {
    const silent = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    await expect(renderPulumi(program)).rejects.toThrow(message);
    silent.mockRestore();
  });

  test('an input that never comes is named', async () => {
    const program = (): unknown => new ConfigMap('stuck', { data: new Promise(() => undefined) });
    await expect(renderPulumi(program, { patience: 20 })).rejects.toThrow(
      'stuck[kubernetes:core/v1:ConfigMap]',
    );
  });
});

test('nothing is left behind, also after a failure, and renders do not mix', async () => {
  const listeners = real.listeners('unhandledRejection');
  const store: unknown = Reflect.get(globalThis, 'stackResource');
  const renders = ['a', 'b', 'c'].map((name) =>
    renderPulumi(
      () => {
        if (name === 'b') throw new Error('b');
        new Namespace('same', { metadata: { name } });
        return { stack: pulumi.getStack() };
      },
      { stack: name },
    ),
  );
  const results = await Promise.allSettled(renders);
  expect(
    results.map((result) =>
      result.status === 'fulfilled' ? [result.value.outputs, result.value.manifests.length] : 'failed',
    ),
  ).toEqual([[{ stack: 'a' }, 1], 'failed', [{ stack: 'c' }, 1]]);
  expect(real.listeners('unhandledRejection')).toEqual(listeners);
  expect(Reflect.get(globalThis, 'stackResource')).toBe(store);
  expect([pulumi.getStack(), pulumi.runtime.hasMonitor()]).toEqual(['stack', false]);
});

describe('the matchers take a rendered program', () => {
  test('pods are judged, and what says nothing does not pass', async () => {
    expect(await renderPulumi(() => deployment('web', spec()))).toPassRestricted();
    expect(
      await renderPulumi(() => deployment('web', { template: { spec: { containers: [{ name: 'web' }] } } })),
    ).not.toPassRestricted();
  });

  test('waivers, policy and cluster are those of the app', async () => {
    const program = (): unknown => {
      const app = new HardenedApp('app', { today: '2026-11-21' });
      return new IsolatedNamespace('shop', {}, { parent: app });
    };
    expect(await renderPulumi(program)).toHaveNoFindings({ today: '2026-11-21' });
    const waiver = {
      control: 'no-latest-tag',
      reason: 'a reason of at least twenty characters',
      owner: 'me',
      expires: '2027-01-01',
    } as const;
    const wasted = renderPulumi(() => {
      const app = new HardenedApp('app', { today: '2026-11-21', waivers: [waiver] });
      return new IsolatedNamespace('shop', {}, { parent: app });
    });
    await expect(wasted).rejects.toThrow('no-latest-tag');
  });

  test('a pod that a preview does not know does not pass', async () => {
    const program = (): unknown => deployment('web', new Password('password').result.apply(spec));
    const rendering = await renderPulumi(program, { preview: true });
    expect(rendering).not.toPassRestricted();
    expect(rendering).not.toHaveNoFindings({ today: '2026-11-21' });
  });

  test('what a Helm release makes is unknown, so nothing passes', async () => {
    const rendering = await renderPulumi(() => [
      deployment('web', spec()),
      new Thing('kubernetes:helm.sh/v3:Release', 'chart', { chart: 'x' }),
    ]);
    expect(rendering.uninspected.map(({ name, reason }) => [name, reason])).toEqual([
      ['chart', 'Helm makes the objects in the cluster'],
    ]);
    expect(rendering).not.toPassRestricted();
    expect(() => expect(rendering).toHaveNoFindings()).toThrow(
      'no-unseen-objects at chart (Release chart): cannot be judged',
    );
  });

  test('patches are not judged as objects', async () => {
    const patched = (): unknown =>
      new DeploymentPatch('web', { metadata: { name: 'web', labels: { a: 'b' } } });
    await expect(renderPulumi(patched).then((found) => expect(found).toHaveNoFindings())).rejects.toThrow(
      'found no object',
    );
  });

  test('a snapshot holds them as they are', async () => {
    expect(
      await renderPulumi(() => new Namespace('shop', { metadata: { name: 'shop' } })),
    ).toMatchManifestSnapshot();
    expect(() => expect(renderPulumi(() => undefined)).toPassRestricted()).toThrow('await renderPulumi');
  });
});
