import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IsolatedNamespace, override, SecureDeployment, waive } from 'bulwark/cdk8s';
import { ApiObject, App, Chart, Testing, YamlOutputType } from 'cdk8s';
import { loadAll } from 'js-yaml';
import { canonical } from '../../lib/core/manifest/canonical';
import { isPlain, type PlainObject } from '../../lib/core/manifest/plain';
import { at, deployment, folder, one, shopApp, WEB, webApp } from './support';

/** Everything that an output folder holds, as objects. */
function readAll(path: string): PlainObject[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const file = join(entry.parentPath, entry.name);
      const text = readFileSync(file, 'utf8');
      expect(text).not.toMatch(/[&*]a\d/);
      return loadAll(text);
    })
    .filter(isPlain);
}

const HARDENED = deployment(webApp().app);

describe('without HardenedApp the hardened object is emitted all the same', () => {
  test.each(Object.values(YamlOutputType).filter((type) => typeof type === 'string'))('%s', (name) => {
    const outdir = folder();
    const app = new App({ outdir, yamlOutputType: YamlOutputType[name as keyof typeof YamlOutputType] });
    new SecureDeployment(new IsolatedNamespace(app, 'shop'), 'web', WEB);
    app.synth();
    expect(canonical(one(readAll(outdir), 'Deployment', 'web'))).toEqual(HARDENED);
  });

  test('synthYaml', () => {
    const app = new App();
    new SecureDeployment(new IsolatedNamespace(app, 'shop'), 'web', WEB);
    const text = app.synthYaml();
    expect(text).toContain('readOnlyRootFilesystem: true');
    expect(text).not.toMatch(/[&*]a\d/);
  });

  test('Testing.synth of a namespace, in a plain app and in a HardenedApp', () => {
    const plain = new IsolatedNamespace(Testing.app(), 'shop');
    new SecureDeployment(plain, 'web', WEB);
    const { shop } = webApp();
    for (const chart of [plain, shop])
      expect(one(Testing.synth(chart), 'Deployment', 'web')).toEqual(HARDENED);
  });

  test('Testing.synth in a HardenedApp says what is found, of raw objects too', () => {
    const { shop } = webApp();
    new ApiObject(shop, 'raw', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'raw' },
      spec: { hostPID: true },
    });
    expect(() => Testing.synth(shop)).toThrow(/no-host-pid at shop\/raw/);
  });

  test('Testing.chart(): names of the ids, no namespace, and peers by their pods alone', () => {
    const chart = Testing.chart();
    const cart = new SecureDeployment(chart, 'cart', WEB);
    new SecureDeployment(chart, 'web', { ...WEB, uses: { CART: cart } });
    const objects = Testing.synth(chart);
    expect(at(one(objects, 'Deployment', 'web'), 'spec.template.spec.containers.0.env')).toEqual([
      { name: 'CART', value: 'cart:8080' },
    ]);
    const policy = one(objects, 'NetworkPolicy', 'web');
    expect(at(policy, 'metadata.namespace')).toBeUndefined();
    expect(at(policy, 'spec.egress.0.to')).toEqual([
      { podSelector: { matchLabels: { 'app.kubernetes.io/instance': 'cart' } } },
    ]);
  });

  test('a plain chart with a namespace: everything in it belongs there', () => {
    const app = new App();
    const chart = new Chart(app, 'c', { namespace: 'shop', labels: { team: 'shop' } });
    const data = new Chart(app, 'd', { namespace: 'data' });
    const db = new SecureDeployment(data, 'db', WEB);
    new SecureDeployment(chart, 'web', { ...WEB, uses: { DB: db } });
    const objects = Testing.synth(chart);
    expect(objects.map((object) => at(object, 'metadata.namespace'))).toEqual(objects.map(() => 'shop'));
    expect(objects.map((object) => at(object, 'metadata.labels.team'))).toEqual(objects.map(() => 'shop'));
    expect(at(one(objects, 'Deployment', 'web'), 'spec.template.spec.containers.0.env.0.value')).toBe(
      'db.data.svc.cluster.local:8080',
    );
    const deployed = one(objects, 'Deployment', 'web');
    expect(at(deployed, 'spec.template.spec.securityContext')).toEqual(
      at(HARDENED, 'spec.template.spec.securityContext'),
    );
  });

  test('an override of a raw object holds in a plain app, and the object is hardened', () => {
    const chart = Testing.chart();
    const raw = new ApiObject(chart, 'raw', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'raw' },
      spec: { containers: [{ name: 'a', image: 'a' }] },
    });
    override(raw, [{ path: 'spec.containers[a].securityContext.privileged', value: true }], {
      control: 'image-pinned-to-digest',
      reason: 'a reason of twenty characters',
      owner: 'team',
      expires: '2027-01-01',
    });
    const [pod] = Testing.synth(chart);
    expect(at(pod, 'spec.containers.0.securityContext')).toMatchObject({
      privileged: true,
      readOnlyRootFilesystem: true,
    });
  });
});

test('apps share no state: waivers, edits and routes of one are not those of another', () => {
  const first = webApp();
  waive(first.web, {
    control: 'image-pinned-to-digest',
    reason: 'unused in this test, as it is pinned',
    owner: 't',
    expires: '2027-01-01',
  });
  const cart = new SecureDeployment(first.shop, 'cart', WEB);
  first.web.talksTo(cart);
  const second = shopApp();
  new SecureDeployment(second.shop, 'web', WEB);
  expect(first.app.synthesize().judgement.findings.map((item) => item.control)).toEqual(['waiver-unused']);
  expect(second.app.synthesize().judgement.findings).toEqual([]);
  expect(deployment(second.app)).toEqual(HARDENED);
});
