/** Synthesizes every scenario with cdk8s, each to files of its own below the folder that is the argument. */
import { join } from 'node:path';
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
} from 'bulwark/cdk8s';
import { type FrontEnd, type KindProps, POLICY, SCENARIOS, TODAY, type Workload } from './scenarios';

/** A workload of any kind. */
type Made = Workload & Parameters<typeof waive>[0];

/** The construct of each kind. */
const KINDS: {
  readonly [Kind in keyof KindProps]: new (
    scope: IsolatedNamespace,
    id: string,
    props: KindProps[Kind] & { readonly account?: LeastPrivilegeServiceAccount },
  ) => Made;
} = {
  Deployment: SecureDeployment,
  StatefulSet: SecureStatefulSet,
  DaemonSet: SecureDaemonSet,
  Job: SecureJob,
  CronJob: SecureCronJob,
  Pod: SecurePod,
};

const [, , out = ''] = process.argv;
for (const [index, { app: props, build }] of SCENARIOS.entries()) {
  const app = new HardenedApp({ ...props, policy: POLICY, today: TODAY, outdir: join(out, String(index)) });
  const workloads = new Map<unknown, Made>();
  const make: FrontEnd<IsolatedNamespace, LeastPrivilegeServiceAccount> = {
    namespace: (name, said = {}) => new IsolatedNamespace(app, name, said),
    existing: (name) => IsolatedNamespace.existing(app, name),
    account: (space, name, said = {}) => new LeastPrivilegeServiceAccount(space, name, said),
    grant: (account, ...grants) => account.grant(...grants),
    shared: (space, name, said) => new SharedClaim(space, name, said),
    snapshot: (space, name, said) => new Snapshot(space, name, said),
    workload: (space, name, said) => make.kind('Deployment', space, name, said),
    kind: (kind, space, name, said) => {
      const made = new KINDS[kind](space, name, said);
      workloads.set(made, made);
      return made;
    },
    waive: (on, waiver) => waive(known(on), waiver),
    override: (on, path, value, waiver) => override(known(on), [{ path, value }], waiver),
  };
  const known = (on: unknown): Made => {
    const found = workloads.get(on);
    if (found === undefined) throw new Error('no workload of this front end');
    return found;
  };
  build(make);
  app.synth();
}
