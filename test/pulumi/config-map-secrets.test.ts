import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import {
  config,
  existingSecret,
  HardenedApp,
  hardenStack,
  IsolatedNamespace,
  restricted,
  SecureDeployment,
  waive,
} from '../../lib/pulumi';
import { judgeableOf, renderPulumi, renderUnjudged } from '../../lib/pulumi/render/render';
import { verdictOf } from '../../lib/pulumi/render/verdict';
import { at, containerOf, failureOf, inShop, objectOf, POLICY, WEB } from './support';
import { runProgram } from './transforms/support';

const TODAY = '2026-11-21';
const CONTROL = 'no-credentials-in-configmaps';
const KEY = 'hunter22-hunter22';
const WHY = {
  control: CONTROL,
  reason: 'the value is public, and only marked by mistake',
  owner: 'team-shop',
  expires: '2027-01-01',
} as const;

const files = (content: pulumi.Input<string>) => ({ '/etc/app': { files: { key: content, plain: 'x' } } });

beforeEach(() => void jest.spyOn(console, 'error').mockImplementation(() => undefined));
afterEach(() => jest.restoreAllMocks());

describe('a secret among the files of a workload', () => {
  test.each<[string, () => pulumi.Input<string>]>([
    ['itself', () => pulumi.secret(KEY)],
    ['in a string', () => pulumi.interpolate`key: ${pulumi.secret(KEY)}`],
  ])('%s is refused, with the fix, and is in no message', async (_, content) => {
    const refused = await failureOf(
      inShop((shop) => new SecureDeployment('web', { ...WEB, files: files(content()) }, { parent: shop })),
    );
    expect(refused).toContain(`${CONTROL} at app/shop/web (ConfigMap shop/`);
    expect(refused).toContain("Fix: files: { '/etc/app': { secret: 'settings' } }");
    expect(refused).not.toContain('hunter22');
  });

  test('a value that is no secret is taken, and a waiver takes one', async () => {
    const plain = (): pulumi.Input<string> => pulumi.output(KEY);
    await inShop((shop) => new SecureDeployment('web', { ...WEB, files: files(plain()) }, { parent: shop }));
    await inShop((shop) =>
      waive(new SecureDeployment('web', { ...WEB, files: files(pulumi.secret(KEY)) }, { parent: shop }), WHY),
    );
  });

  test('nothing suppresses it where the policy locks the control', async () => {
    const policy = { ...POLICY, locked: [CONTROL] } as const;
    const refused = await failureOf(
      inShop(
        (shop) =>
          waive(
            new SecureDeployment('web', { ...WEB, files: files(pulumi.secret(KEY)) }, { parent: shop }),
            WHY,
          ),
        { policy },
      ),
    );
    expect(refused).toContain('waiver-invalid');
  });
});

const map = (data: Record<string, pulumi.Input<string>>) =>
  new k8s.core.v1.ConfigMap('a', { metadata: { name: 'a', namespace: 'shop' }, data });

async function found(program: () => unknown, config: Record<string, string> = {}): Promise<string[]> {
  const rendering = await renderUnjudged(program, { config, secrets: Object.keys(config) });
  const judged = judgeableOf(rendering);
  if (judged === undefined) throw new Error('nothing was rendered');
  const { report } = verdictOf(judged, { today: TODAY });
  expect(JSON.stringify(report)).not.toContain('hunter22');
  return report.findings.filter(({ control }) => control === CONTROL).map(({ path }) => path);
}

describe('a secret in a ConfigMap of someone else', () => {
  test('is found at its key alone, by the program or by the configuration', async () => {
    expect(await found(() => map({ b: pulumi.secret(KEY), 'c.txt': 'x' }))).toEqual(['data.b']);
    expect(await found(() => map({ 'b.txt': pulumi.secret(KEY) }))).toEqual(['data["b.txt"]']);
    expect(await found(() => map({ b: `x ${KEY} y`, c: 'x' }), { 'project:k': KEY })).toEqual(['data.b']);
    expect(await found(() => map({ b: pulumi.output(KEY), c: pulumi.secret('') }))).toEqual([]);
    expect(await found(() => [hardenStack({ today: TODAY }), map({ b: pulumi.secret(KEY) })])).toEqual([
      'data.b',
    ]);
  });

  test('is refused by hardenStack while the program runs, unless it is waived', async () => {
    const run = (waived: boolean) =>
      runProgram(
        () => {
          const on = { kind: 'ConfigMap', namespace: 'shop', name: 'a' };
          const policy = waived ? restricted({ waivers: [{ ...WHY, on }] }) : restricted();
          hardenStack({ policy, today: TODAY });
          map({ b: pulumi.secret(KEY) });
        },
        { preview: true },
      );
    const told = ({ logged }: { logged: readonly string[] }) =>
      logged.filter((line) => line.includes(CONTROL));
    const refused = told(await run(false));
    expect(refused).toEqual([expect.stringContaining('a value that the program says is secret')]);
    expect(refused.join()).not.toContain('hunter22');
    expect(told(await run(true))).toEqual([]);
  });
});

describe('a configuration that several workloads read', () => {
  test('takes Outputs, is made once beside the namespace, and its workloads wait for it', async () => {
    const rendering = await inShop((shop) => {
      const settings = config('app', { REGION: pulumi.output('eu-central-1'), LEVEL: 'info' });
      const db = existingSecret(pulumi.output('db'), { keys: ['password'], version: pulumi.output('7') });
      for (const name of ['web', 'api'])
        new SecureDeployment(
          name,
          { ...WEB, envFrom: [settings], env: { A: db.key('password') }, files: { '/run/db': db } },
          { parent: shop },
        );
    });
    const { data } = objectOf(rendering, 'ConfigMap');
    expect(data).toEqual({ REGION: 'eu-central-1', LEVEL: 'info' });
    const made = rendering.resources.filter(({ manifest }) => manifest.kind === 'ConfigMap');
    expect(made.map(({ name, parent }) => [name, parent?.split('::').at(-1)])).toEqual([
      ['shop-app', 'shop'],
    ]);
    expect(at(containerOf(rendering, 'web'), 'env.0.valueFrom.secretKeyRef.name')).toBe('db');
    const [web, api] = ['web', 'api'].map((name) =>
      at(objectOf(rendering, 'Deployment', name), 'spec.template.metadata.annotations.bulwark/config'),
    );
    expect(web).toMatch(/^[0-9a-f]{16}$/);
    expect(api).toBe(web);
  });

  test('changes its checksum with what an Output holds, and with the version of a Secret', async () => {
    const checksum = async (region: string, version: string): Promise<unknown> => {
      const settings = config('app', { REGION: pulumi.output(region) });
      const db = existingSecret('db', { keys: ['password'], version: pulumi.output(version) });
      const rendering = await inShop(
        (shop) => new SecureDeployment('web', { ...WEB, envFrom: [settings, db] }, { parent: shop }),
      );
      return at(objectOf(rendering, 'Deployment'), 'spec.template.metadata.annotations.bulwark/config');
    };
    const all = [
      await checksum('a', '1'),
      await checksum('a', '1'),
      await checksum('b', '1'),
      await checksum('a', '2'),
    ];
    expect(all[0]).toBe(all[1]);
    expect(new Set(all).size).toBe(3);
  });

  test('has one name in the stack for each namespace, and is in the app without one', async () => {
    const rendering = await renderPulumi(() => {
      const settings = config('app', { LEVEL: 'info' });
      const policy = restricted({ without: ['no-default-namespace'] });
      const app = new HardenedApp('app', { policy, today: TODAY });
      for (const name of ['shop', 'mail'])
        new SecureDeployment(
          `${name}-web`,
          { ...WEB, envFrom: [settings] },
          { parent: new IsolatedNamespace(name, {}, { parent: app }) },
        );
      for (const name of ['a', 'b'])
        new SecureDeployment(name, { ...WEB, envFrom: [settings] }, { parent: app });
    });
    const made = rendering.resources.filter(({ manifest }) => manifest.kind === 'ConfigMap');
    expect(made.map(({ name, manifest }) => [name, at(manifest, 'metadata.namespace')])).toEqual([
      ['shop-app', 'shop'],
      ['mail-app', 'mail'],
      ['app-app', undefined],
    ]);
  });

  test('a secret in it is refused, and is in no message', async () => {
    const refused = await failureOf(
      inShop(
        (shop) =>
          new SecureDeployment(
            'web',
            { ...WEB, files: { '/etc/app': config('app', { key: pulumi.secret(KEY) }) } },
            { parent: shop },
          ),
      ),
    );
    expect(refused).toContain('ConfigMap shop/app');
    expect(refused).not.toContain('hunter22');
  });

  test('that is immutable has no content that is known later', () => {
    const made = () => config('app', { a: pulumi.output('x') }, { immutable: true });
    expect(made).toThrow(/the name of an immutable ConfigMap holds a hash of it/);
  });
});
