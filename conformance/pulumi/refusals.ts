import { Deployment } from '@pulumi/kubernetes/apps/v1';
import { ConfigMap, Namespace } from '@pulumi/kubernetes/core/v1';
import type { PulumiFn } from '@pulumi/pulumi/automation';
import type { Api } from '../cluster/api';
import type { Checks } from '../cluster/checks/checks';
import { type Engine, Stack } from './engine/stack';
import { inventory } from './inventory';
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

/** A field that no schema has; the types would refuse it in the program. */
const misspelt = withMore((inside) => {
  const args = { metadata: { name: 'web', namespace: NAMESPACE }, dataa: { colour: 'blue' } };
  new ConfigMap('web', args, inside);
});

/** Admitted, with a warning. */
const warned = withMore((inside) => {
  new ConfigMap(
    'web',
    { metadata: { name: 'web', namespace: NAMESPACE, finalizers: ['unqualified'] } },
    inside,
  );
});

/** Admitted by the schema, refused by the validation. */
const invalid = withMore((inside) => {
  const labels = { app: 'web' };
  const template = { metadata: { labels }, spec: { containers: [{ name: 'web' }] } };
  const spec = { selector: { matchLabels: { app: 'other' } }, template };
  new Deployment('web', { metadata: { name: 'web', namespace: NAMESPACE }, spec }, inside);
});

const REFUSED: readonly (readonly [string, PulumiFn, RegExp])[] = [
  ['a field that does not exist', misspelt, /ConfigMap web: (400|500) .*dataa/],
  ['a warning', warned, /ConfigMap web: the server warns: .*unqualified/],
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
    checks.equal(`${name}: what is left`, await inventory(api), empty);
  }
  await proveEnd(stack, api, before, 1, checks);
}
