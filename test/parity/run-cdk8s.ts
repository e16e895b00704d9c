/** Synthesizes every scenario with cdk8s, each to files of its own below the folder that is the argument. */
import { join } from 'node:path';
import {
  HardenedApp,
  IsolatedNamespace,
  LeastPrivilegeServiceAccount,
  override,
  SecureDaemonSet,
  SecureDeployment,
  SecureStatefulSet,
  waive,
} from 'bulwark/cdk8s';
import { type FrontEnd, POLICY, SCENARIOS, TODAY } from './scenarios';

const [, , out = ''] = process.argv;
for (const [index, { app: props, build }] of SCENARIOS.entries()) {
  const app = new HardenedApp({ ...props, policy: POLICY, today: TODAY, outdir: join(out, String(index)) });
  const workloads = new Map<unknown, SecureDaemonSet | SecureDeployment | SecureStatefulSet>();
  const make: FrontEnd<IsolatedNamespace, LeastPrivilegeServiceAccount> = {
    namespace: (name, said = {}) => new IsolatedNamespace(app, name, said),
    existing: (name) => IsolatedNamespace.existing(app, name),
    account: (space, name, said = {}) => new LeastPrivilegeServiceAccount(space, name, said),
    workload: (space, name, said) => {
      const made = new SecureDeployment(space, name, said);
      workloads.set(made, made);
      return made;
    },
    daemonSet: (space, name, said) => {
      const made = new SecureDaemonSet(space, name, said);
      workloads.set(made, made);
      return made;
    },
    statefulSet: (space, name, said) => {
      const made = new SecureStatefulSet(space, name, said);
      workloads.set(made, made);
      return made;
    },
    waive: (on, waiver) => waive(known(on), waiver),
    override: (on, path, value, waiver) => override(known(on), [{ path, value }], waiver),
  };
  const known = (on: unknown): SecureDaemonSet | SecureDeployment | SecureStatefulSet => {
    const found = workloads.get(on);
    if (found === undefined) throw new Error('no workload of this front end');
    return found;
  };
  build(make);
  app.synth();
}
