import { ConfigMap } from '@pulumi/kubernetes/core/v1';
import type { Input, Output } from '@pulumi/pulumi';
import type { PulumiFn } from '@pulumi/pulumi/automation';
import { HardenedApp, IsolatedNamespace, restricted, SecureDeployment } from '../../lib/pulumi';
import type { Api } from '../cluster/api';
import type { Checks } from '../cluster/checks/checks';
import type { Outcome } from './engine/outcome';
import { type Engine, Stack } from './engine/stack';
import { inventory } from './inventory';
import { expected, labelOf, proveEnd, summary } from './life';
import { differenceOf } from './provider/diff';
import { UNKNOWN } from './provider/wire';
import { PINNED } from './stacks/values';

const NAMESPACE = 'late';
const PATH = `/apis/apps/v1/namespaces/${NAMESPACE}/deployments/web`;
const OBJECTS = 12;
const [IMAGE, RELEASE] = [
  'spec.template.spec.containers[0].image',
  'spec.template.spec.containers[0].env[0].value',
];

const VERSION = ['metadata', 'spec.template.metadata'].map(
  (metadata) => `${metadata}.labels["app.kubernetes.io/version"]`,
);

/** A workload whose image and one of whose variables come from another resource. */
const program =
  (from: (id: Output<string>) => { image: Input<string>; release: Input<string> }): PulumiFn =>
  async () => {
    const app = new HardenedApp('app', { policy: restricted({ owner: 'team-shop' }) });
    const space = new IsolatedNamespace(NAMESPACE, {}, { parent: app });
    const metadata = { name: 'release', namespace: space.namespace };
    const { id } = new ConfigMap('release', { metadata, data: { version: '1' } }, { parent: space });
    const { image, release } = from(id);
    const args = { image, port: 8080, probe: { http: '/healthz' }, env: { RELEASE: release } };
    new SecureDeployment('web', args, { parent: space });
  };

const ID = `${NAMESPACE}/release`;
const known = program(() => ({ image: PINNED, release: ID }));
const good = program((id) => ({ image: id.apply(() => PINNED), release: id }));
const bad = program((id) => ({ image: id.apply(() => 'registry.example.com/web:latest'), release: id }));

const FINDING =
  /^image-pinned-to-digest at app\/late\/web \(Deployment late\/web, .*registry\.example\.com\/web:latest/m;

/**
 * Values that another resource gives: a preview shows everything else, an update judges them before the object is made.
 */
export async function proveLateLeaves(engine: Engine, api: Api, checks: Checks): Promise<void> {
  const before = await inventory(api);
  const whole = inputsOf(await (await Stack.make(engine, 'known', known)).preview());
  const stack = await Stack.make(engine, 'late', good);
  const preview = await stack.preview();
  checks.equal('preview', summary(preview), expected({ create: OBJECTS }));
  const shown = inputsOf(preview);
  for (const [name, inputs] of whole) {
    const { changes } = differenceOf(inputs, shown.get(name) ?? {});
    // A label that is taken from the tag of an image is left out where the image comes late.
    const unknown = name === 'Deployment web' ? [RELEASE, IMAGE, ...VERSION] : [];
    checks.equal(`what a preview does not show of ${name}`, [...changes.keys()].sort(), unknown.sort());
  }
  const web = JSON.stringify(shown.get('Deployment web') ?? {});
  checks.equal('values that are unknown', web.split(UNKNOWN).length - 1, 2);

  refused(checks, 'up with a bad value', await stack.up(bad));
  checks.equal('the object of a bad value', (await api.send('GET', PATH)).status, 404);
  checks.equal(
    'up with a good value',
    summary(await stack.up(good)),
    expected({ create: 1, same: OBJECTS - 1 }),
  );
  checks.equal('its image', await imageOf(api), PINNED);
  checks.equal('second up', summary(await stack.up(good)), expected({ same: OBJECTS }));
  refused(checks, 'preview of a bad value that is known', await stack.preview(bad));
  refused(checks, 'update with a bad value', await stack.up());
  checks.equal('its image after a refused update', await imageOf(api), PINNED);
  await proveEnd(stack, api, before, OBJECTS, checks);
}

function refused(checks: Checks, name: string, { failure, diagnostics }: Outcome): void {
  checks.holds(`${name}: the operation`, failure !== undefined, 'it succeeds');
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const about = errors.filter(({ urn }) => /:(Secure)?Deployment::web$/.test(urn));
  checks.matches(
    `${name}: the finding on its resource`,
    about.map(({ message }) => message).join('\n'),
    FINDING,
  );
  checks.holds(
    `${name}: traces`,
    !/\n\s+at /.test(errors.map(({ message }) => message).join('\n')),
    'a stack trace',
  );
}

function inputsOf({ steps }: Outcome): ReadonlyMap<string, Outcome['steps'][number]['inputs']> {
  return new Map(steps.filter(({ custom }) => custom).map((step) => [labelOf(step), step.inputs]));
}

async function imageOf(api: Api): Promise<unknown> {
  const text = JSON.stringify(await api.get(PATH));
  return /"image":"([^"]*)"/.exec(text)?.[1];
}
