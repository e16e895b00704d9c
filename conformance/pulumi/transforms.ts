import { Deployment } from '@pulumi/kubernetes/apps/v1';
import { Namespace, ServiceAccountPatch } from '@pulumi/kubernetes/core/v1';
import { Chart } from '@pulumi/kubernetes/helm/v4';
import { runtime, secret } from '@pulumi/pulumi';
import type { PulumiFn } from '@pulumi/pulumi/automation';
import { isPlain, listAt, objectAt, type PlainObject } from '../../lib/core/manifest/plain';
import { hardenTransform } from '../../lib/pulumi/transforms';
import type { Api } from '../cluster/api';
import type { Checks } from '../cluster/checks/checks';
import type { Outcome } from './engine/outcome';
import { type Engine, Stack } from './engine/stack';
import { inventory } from './inventory';
import { expected, proveEnd, summary } from './life';
import { HIDDEN, PINNED } from './stacks/values';

const NAMESPACE = 'charted';
const OBJECTS = 5;

/** Objects as anyone writes them, and a chart whose two objects are registered by the provider, out of sight. */
const program: PulumiFn = async () => {
  runtime.registerResourceTransform(hardenTransform({ findings: 'warn' }));
  const space = new Namespace('space', { metadata: { name: NAMESPACE } });
  const inside = { dependsOn: space };
  const account = { metadata: { name: 'default', namespace: NAMESPACE, labels: { patched: 'true' } } };
  new ServiceAccountPatch('default', account, inside);
  const labels = { app: 'plain' };
  const env = [{ name: 'PASSWORD', value: secret(HIDDEN) }];
  const containers = [{ name: 'web', image: PINNED, env }];
  new Deployment(
    'plain',
    {
      metadata: { name: 'plain', namespace: NAMESPACE },
      spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } },
    },
    inside,
  );
  new Chart('chart', { chart: './web', values: { password: secret(HIDDEN) } }, inside);
};

/** The transform under the real engine: it reaches what the program makes and what it never sees. */
export async function proveTransforms(engine: Engine, api: Api, checks: Checks): Promise<void> {
  const before = await inventory(api);
  const stack = await Stack.make(engine, 'transforms', program);
  const preview = await stack.preview();
  checks.equal('preview', silent(preview), expected({ create: OBJECTS }));
  for (const name of ['::plain', '::chart:charted/charted']) {
    const about = preview.diagnostics.filter(
      ({ urn, severity }) => urn.endsWith(name) && severity === 'warning',
    );
    const said = about.map(({ message }) => message).join('\n');
    checks.matches(`findings on ${name}`, said, /^readiness-probe at .*containers\[0\]\.readinessProbe/m);
  }
  checks.equal('up', silent(await stack.up()), expected({ create: OBJECTS }));
  for (const name of ['plain', 'charted']) {
    const live = await api.get(`/apis/apps/v1/namespaces/${NAMESPACE}/deployments/${name}`);
    checks.equal(`${name}: hardened fields`, hardenedFields(live), HARDENED);
    checks.holds(`${name}: its secret`, JSON.stringify(live).includes(HIDDEN), 'it did not arrive');
  }
  const account = await api.get(`/api/v1/namespaces/${NAMESPACE}/serviceaccounts/charted`);
  checks.equal('the account of the chart', account.automountServiceAccountToken, false);
  const patched = await api.get(`/api/v1/namespaces/${NAMESPACE}/serviceaccounts/default`);
  checks.equal('the patched account: token', patched.automountServiceAccountToken, undefined);
  checks.equal('the patched account: labels', objectAt(objectAt(patched, 'metadata'), 'labels'), {
    patched: 'true',
  });
  checks.equal('second up', silent(await stack.up()), expected({ same: OBJECTS }));
  checks.equal('files with the secret', stack.filesWith(HIDDEN), []);
  await proveEnd(stack, api, before, OBJECTS, checks);
}

/** What an operation did, without the findings, which are warnings here. */
function silent(outcome: Outcome): unknown {
  const problems = outcome.diagnostics.filter(({ severity }) => severity !== 'warning');
  return summary({ ...outcome, diagnostics: problems });
}

const HARDENED = {
  automountServiceAccountToken: false,
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  readOnlyRootFilesystem: true,
};

function hardenedFields(live: PlainObject): PlainObject {
  const spec = objectAt(objectAt(objectAt(live, 'spec'), 'template'), 'spec');
  const pod = objectAt(spec, 'securityContext') ?? {};
  const [container] = listAt(spec, 'containers').filter(isPlain);
  const own = objectAt(container, 'securityContext') ?? {};
  const found: PlainObject = {
    automountServiceAccountToken: spec?.automountServiceAccountToken,
    ...pod,
    ...own,
  };
  return Object.fromEntries(Object.keys(HARDENED).map((name) => [name, found[name]]));
}
