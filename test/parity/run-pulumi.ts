/** Registers every scenario with Pulumi, and prints the inputs of its resources as one list a scenario. */
import {
  HardenedApp,
  IsolatedNamespace,
  LeastPrivilegeServiceAccount,
  override,
  SecureCronJob,
  SecureDaemonSet,
  SecureDeployment,
  SecureJob,
  SecurePod,
  SecureStatefulSet,
  SharedClaim,
  Snapshot,
  waive,
} from 'bulwark/pulumi';
import { renderPulumi } from '../../lib/pulumi/render/render';
import {
  type FrontEnd,
  type KindProps,
  POLICY,
  SCENARIOS,
  type Scenario,
  TODAY,
  type Workload,
} from './scenarios';

/** A workload of any kind. */
type Made = Workload & Parameters<typeof waive>[0];

/** The component of each kind. */
const KINDS: {
  readonly [Kind in keyof KindProps]: new (
    name: string,
    args: KindProps[Kind] & { readonly account?: LeastPrivilegeServiceAccount },
    opts: { readonly parent: IsolatedNamespace },
  ) => Made;
} = {
  Deployment: SecureDeployment,
  StatefulSet: SecureStatefulSet,
  DaemonSet: SecureDaemonSet,
  Job: SecureJob,
  CronJob: SecureCronJob,
  Pod: SecurePod,
};

function program({ app: args, build }: Scenario): void {
  const app = new HardenedApp('app', { ...args, policy: POLICY, today: TODAY });
  const workloads = new Map<unknown, Made>();
  const known = (on: unknown): Made => {
    const found = workloads.get(on);
    if (found === undefined) throw new Error('no workload of this front end');
    return found;
  };
  const make: FrontEnd<IsolatedNamespace, LeastPrivilegeServiceAccount> = {
    namespace: (name, said = {}) => new IsolatedNamespace(name, said, { parent: app }),
    existing: (name) => IsolatedNamespace.existing(name, {}, { parent: app }),
    account: (space, name, said = {}) => new LeastPrivilegeServiceAccount(name, said, { parent: space }),
    grant: (account, ...grants) => account.grant(...grants),
    shared: (space, name, said) => new SharedClaim(name, said, { parent: space }),
    snapshot: (space, name, said) => new Snapshot(name, said, { parent: space }),
    workload: (space, name, said) => make.kind('Deployment', space, name, said),
    kind: (kind, space, name, said) => {
      const made = new KINDS[kind](name, said, { parent: space });
      workloads.set(made, made);
      return made;
    },
    waive: (on, waiver) => waive(known(on), waiver),
    override: (on, path, value, waiver) => override(known(on), [{ path, value }], waiver),
  };
  build(make);
}

async function main(): Promise<void> {
  const rendered: unknown[] = [];
  for (const scenario of SCENARIOS) {
    const { resources } = await renderPulumi(() => program(scenario));
    rendered.push(resources.map(({ manifest, patch }) => ({ manifest, patch })));
  }
  process.stdout.write(JSON.stringify(rendered));
}

void main();
