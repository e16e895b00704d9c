import { HardenedApp } from 'bulwark/cdk8s';
import type { PlainObject } from '../../lib/core/manifest/plain';
import { HardenedApp as Stack } from '../../lib/pulumi';
import { renderPulumi } from '../../lib/pulumi/render/render';

const TODAY = '2026-11-21';
const NAME = 'default-namespace.bulwark.dev';

type Said = 'closed' | undefined;

/** The objects of admission that an app of each front end makes. */
async function admission(defaultNamespace: Said): Promise<readonly (readonly PlainObject[])[]> {
  const app = new HardenedApp({ defaultNamespace, today: TODAY });
  const files = app.synthesize().files.flatMap(({ objects }) => objects);
  const { manifests } = await renderPulumi(() => {
    new Stack('app', { defaultNamespace, today: TODAY });
  });
  return [files, manifests].map((all) =>
    all.filter(({ apiVersion }) => String(apiVersion).startsWith('admissionregistration')),
  );
}

test('default is closed by one policy and its binding, alike in both front ends', async () => {
  const [cdk8s = [], pulumi = []] = await admission('closed');
  expect(cdk8s.map(({ kind, metadata }) => [kind, Object(metadata).name])).toEqual([
    ['ValidatingAdmissionPolicy', NAME],
    ['ValidatingAdmissionPolicyBinding', NAME],
  ]);
  expect(pulumi.map(({ kind, spec }) => [kind, spec])).toEqual(cdk8s.map(({ kind, spec }) => [kind, spec]));
  expect(cdk8s[0]?.spec).toMatchObject({
    failurePolicy: 'Fail',
    matchConstraints: {
      namespaceSelector: {
        matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['default'] }],
      },
    },
  });
});

test('without being asked, an app says nothing about default', async () => {
  expect(await admission(undefined)).toEqual([[], []]);
});
