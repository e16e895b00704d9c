import type {
  AnyWorkloadOverrides,
  CronJobOverrides,
  EnvironmentProps,
  ReplicaOverrides,
  WorkloadOverrides,
} from '../../blueprints/environment/props';
import type { SecureCronJob } from '../constructs/secure-cron-job';
import type { SecureDeployment } from '../constructs/secure-deployment';
import type { SecureStatefulSet } from '../constructs/secure-stateful-set';
import type { SecureWorkload } from '../constructs/secure-workload';

/** What an environment can set for a workload, by its construct. */
export type OverridesOf<Workload> = Workload extends SecureCronJob
  ? CronJobOverrides
  : Workload extends SecureDeployment | SecureStatefulSet
    ? ReplicaOverrides
    : WorkloadOverrides;

/** The names of the workloads among what a program returned. */
type NamesIn<Built> = {
  readonly [Name in keyof Built]: Built[Name] extends SecureWorkload ? Name & string : never;
}[keyof Built];

/** What an environment can set for the workloads that a program returned, by their names; else for any name. */
export type WorkloadsOf<Built> = Built extends object
  ? { readonly [Name in NamesIn<Built>]?: OverridesOf<Built[Name]> } & {
      readonly [Name in NamesIn<Built> as `${string}/${Name}`]?: OverridesOf<Built[Name]>;
    }
  : Readonly<Record<string, AnyWorkloadOverrides>>;

/** An environment of a program that returned these workloads. */
export type EnvironmentsOf<Built> = Omit<EnvironmentProps, 'workloads'> & {
  /** Workloads, by the names under which the program returned them. @default as in code */
  readonly workloads?: WorkloadsOf<Built>;
};
