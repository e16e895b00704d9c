import type { PulumiFn } from '@pulumi/pulumi/automation';
import { objectAt, type PlainObject } from '../../lib/core/manifest/plain';
import { clusters, HardenedApp, IsolatedNamespace, restricted, SecureDeployment } from '../../lib/pulumi';
import type { Api } from '../cluster/api';
import type { Checks } from '../cluster/checks/checks';
import { type Engine, Stack } from './engine/stack';
import { inventory } from './inventory';
import { proveEnd } from './life';
import { PINNED } from './stacks/values';

const NAMESPACE = 'kept';

/** A workload with a claim, or with what nobody needs, in a namespace of its own. */
const program =
  (claim: object): PulumiFn =>
  async () => {
    const policy = restricted({ owner: 'team-shop' });
    const app = new HardenedApp('app', { policy, cluster: clusters.kubeadm() });
    const parent = new IsolatedNamespace(NAMESPACE, {}, { parent: app });
    const volumes = { '/data': { size: '1Gi', ...claim } };
    const web = { image: PINNED, port: 8080, probe: { http: '/healthz' }, user: 20_001, volumes };
    new SecureDeployment('web', web, { parent });
  };

const nothing: PulumiFn = async () => undefined;

/** What holds data, and the namespace that it is in, leave neither the stack nor the cluster in silence. */
export async function proveKept(engine: Engine, api: Api, checks: Checks): Promise<void> {
  const before = await inventory(api);
  const stack = await Stack.make(engine, 'kept', program({}));
  checks.equal('up', (await stack.up()).failure, undefined);
  const both = [`Namespace ${NAMESPACE} true true`, 'PersistentVolumeClaim web-data true true'];
  checks.equal('what is protected and retained', keptIn(stack), both);
  const second = await stack.up();
  checks.equal('a second up changes nothing', Object.keys(second.counts), ['same']);
  const refused = await stack.preview(nothing);
  checks.holds('a preview without it fails', refused.failure !== undefined, 'it passed');
  const said = refused.diagnostics.map(({ message }) => message).join('\n');
  checks.matches('and says what is protected', said, /protect/);
  const gone = await stack.up(nothing);
  checks.holds('up without it fails', gone.failure !== undefined, 'it passed');
  const space = await api.get(`/api/v1/namespaces/${NAMESPACE}`);
  checks.equal('the namespace is there', objectAt(space, 'status')?.phase, 'Active');
  const claim = await api.get(`/api/v1/namespaces/${NAMESPACE}/persistentvolumeclaims/web-data`);
  checks.equal('its claim is there', objectAt(claim, 'metadata')?.deletionTimestamp, undefined);

  const free = await stack.up(program({ disposable: 'a cache that fills again' }));
  checks.equal('up with a claim that nobody needs', free.failure, undefined);
  checks.equal('nothing is protected then', keptIn(stack), []);
  const custom = stack.state().resources.filter((resource) => resource.custom === true);
  const objects = custom.filter(({ type }) => String(type).startsWith('kubernetes:')).length;
  await proveEnd(stack, api, before, objects, checks);
}

/** What of the state is protected or retained: kind, name, and which of both. */
function keptIn(stack: Stack): string[] {
  return stack
    .state()
    .resources.filter(({ custom, protect, retainOnDelete }) => custom === true && (protect || retainOnDelete))
    .map((resource: PlainObject) => {
      const inputs = objectAt(resource, 'inputs');
      const name = objectAt(inputs, 'metadata')?.name;
      const flags = [resource.protect === true, resource.retainOnDelete === true];
      return [String(inputs?.kind), String(name), ...flags.map(String)].join(' ');
    })
    .sort();
}
