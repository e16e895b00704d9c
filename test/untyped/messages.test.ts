import { hardenedPolicies } from '../../lib/crossguard';
import * as core from '../../lib/index';
import { renderPulumi, toHaveNoFindings } from '../../lib/testing';

const compiled = core.compilePolicy(core.restricted(), core.clusters.kubeadm());
const call = (run: (...args: never[]) => unknown, ...args: unknown[]): unknown =>
  Reflect.apply(run, undefined, args);

test.each<[string, () => unknown, string]>([
  ['harden', () => call(core.harden), 'harden: 2 problems'],
  [
    'harden of a string',
    () => call(core.harden, 'kind: Pod', compiled),
    'needs a manifest, as a plain object',
  ],
  [
    'harden without a compiled policy',
    () => call(core.harden, {}, {}),
    'needs a compiled policy, as compilePolicy makes it',
  ],
  ['judge of nothing', () => call(core.evaluate, null, compiled, '2026-11-21'), 'objects: found null'],
  ['judge of manifests', () => call(core.evaluate, [{}], compiled, '2026-11-21'), 'objects[0]: found'],
  ['parseImage', () => call(core.parseImage, undefined), "Fix: image: 'registry.example.com/shop/web:v1'"],
  ['readYaml', () => call(core.readYaml, 1), 'text: found 1; needs a string of YAML'],
  ['messageOf', () => call(core.messageOf, {}), 'needs a finding, as evaluate gives it'],
  ['what is wrong deep inside', () => call(core.annotate, [{}], [{}]), 'annotate cannot read its arguments'],
  ['hardenedPolicies', () => call(hardenedPolicies, null), 'hardenedPolicies: one problem'],
  ['a misspelled option', () => call(hardenedPolicies, { polcy: 1 }), 'did you mean policy?'],
  ['toHaveNoFindings', () => call(toHaveNoFindings, {}, null), 'toHaveNoFindings: one problem'],
])('%s says what it needs', (_, run, message) => {
  expect(run).toThrow(message);
  expect(run).toThrow(core.BulwarkError);
});

test('renderPulumi needs a function', async () => {
  await expect(call(renderPulumi, { no: 'function' })).rejects.toThrow(
    'needs a function that makes the resources',
  );
});
