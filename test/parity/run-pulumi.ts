/** Registers every scenario with Pulumi, and prints the inputs of its resources as one list a scenario. */
import {
  HardenedApp,
  IsolatedNamespace,
  LeastPrivilegeServiceAccount,
  override,
  SecureDaemonSet,
  SecureDeployment,
  SecureStatefulSet,
  waive,
} from 'bulwark/pulumi';
import { renderPulumi } from '../../lib/pulumi/render/render';
import { type FrontEnd, POLICY, SCENARIOS, type Scenario, TODAY } from './scenarios';

function program({ app: args, build }: Scenario): void {
  const app = new HardenedApp('app', { ...args, policy: POLICY, today: TODAY });
  const workloads = new Map<unknown, SecureDaemonSet | SecureDeployment | SecureStatefulSet>();
  const known = (on: unknown): SecureDaemonSet | SecureDeployment | SecureStatefulSet => {
    const found = workloads.get(on);
    if (found === undefined) throw new Error('no workload of this front end');
    return found;
  };
  const make: FrontEnd<IsolatedNamespace, LeastPrivilegeServiceAccount> = {
    namespace: (name, said = {}) => new IsolatedNamespace(name, said, { parent: app }),
    existing: (name) => IsolatedNamespace.existing(name, {}, { parent: app }),
    account: (space, name, said = {}) => new LeastPrivilegeServiceAccount(name, said, { parent: space }),
    workload: (space, name, said) => {
      const made = new SecureDeployment(name, said, { parent: space });
      workloads.set(made, made);
      return made;
    },
    daemonSet: (space, name, said) => {
      const made = new SecureDaemonSet(name, said, { parent: space });
      workloads.set(made, made);
      return made;
    },
    statefulSet: (space, name, said) => {
      const made = new SecureStatefulSet(name, said, { parent: space });
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
