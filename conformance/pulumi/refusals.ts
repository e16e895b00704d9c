import { Deployment } from '@pulumi/kubernetes/apps/v1';
import { ConfigMap, Namespace } from '@pulumi/kubernetes/core/v1';
import type { PulumiFn } from '@pulumi/pulumi/automation';
import type { Api } from '../cluster/api';
import type { Checks } from '../cluster/checks/checks';
import { type Engine, Stack } from './engine/stack';
import { added, inventory } from './inventory';
import { proveEnd } from './life';

const NAMESPACE = 'refused';

const base: PulumiFn = async () => {
  new Namespace('space', { metadata: { name: NAMESPACE } });
};

const withMore = (more: (inside: { dependsOn: Namespace }) => void): PulumiFn => {
  return async () => {
    more({ dependsOn: new Namespace('space', { metadata: { name: NAMESPACE } }) });
  };
};

/** A field that no schema has; the types refuse it in a program where it is written in place. */
const misspelt = withMore((inside) => {
  const metadata = { name: 'web', namespace: NAMESPACE, labells: { app: 'web' } };
  new ConfigMap('web', { metadata }, inside);
});

const labels = { app: 'web' };
const containers = [{ name: 'web', image: 'registry.example.com/web' }];

/** Admitted, with a warning. */
const warned = withMore((inside) => {
  const annotations = { 'seccomp.security.alpha.kubernetes.io/pod': 'unconfined' };
  const spec = {
    selector: { matchLabels: labels },
    template: { metadata: { labels, annotations }, spec: { containers } },
  };
  new Deployment('web', { metadata: { name: 'web', namespace: NAMESPACE }, spec }, inside);
});

/** Admitted by the schema, refused by the validation. */
const invalid = withMore((inside) => {
  const template = { metadata: { labels }, spec: { containers } };
  const spec = { selector: { matchLabels: { app: 'other' } }, template };
  new Deployment('web', { metadata: { name: 'web', namespace: NAMESPACE }, spec }, inside);
});

const REFUSED: readonly (readonly [string, PulumiFn, RegExp])[] = [
  ['a field that does not exist', misspelt, /ConfigMap web: (400|500) .*labells/],
  ['a warning', warned, /Deployment web: the server warns: .*seccomp/],
  ['an invalid object', invalid, /Deployment web: 422 .*selector/],
];

/** The judge itself: what the API server refuses or only warns of fails preview and up, on its resource, and nothing is made. */
export async function proveRefusals(engine: Engine, api: Api, checks: Checks): Promise<void> {
  const before = await inventory(api);
  const stack = await Stack.make(engine, 'refusals', base);
  await stack.up();
  const empty = await inventory(api);
  for (const [name, program, message] of REFUSED) {
    for (const outcome of [await stack.preview(program), await stack.up()]) {
      const found = outcome.diagnostics.filter(
        ({ urn, severity }) => urn.endsWith('::web') && severity === 'error',
      );
      checks.matches(
        `${name}: the message on the resource`,
        found.map((one) => one.message).join('\n'),
        message,
      );
      checks.holds(`${name}: the operation`, outcome.failure !== undefined, 'it succeeds');
    }
    checks.equal(`${name}: what is left`, added(empty, await inventory(api)), []);
  }
  await proveEnd(stack, api, before, 1, checks);
}
