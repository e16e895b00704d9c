import type * as pulumi from '@pulumi/pulumi';
import type {
  AnyWorkloadOverrides,
  CronJobOverrides,
  EnvironmentProps,
  ReplicaOverrides,
  WorkloadOverrides,
} from '../../blueprints/environment/props';
import type { SecureCronJob } from '../components/secure-cron-job';
import type { SecureDeployment } from '../components/secure-deployment';
import type { SecureStatefulSet } from '../components/secure-stateful-set';
import type { SecureWorkload } from '../components/secure-workload';

type Text = pulumi.Input<string>;

/** What an environment can set for a workload, by its component. */
export type OverridesOf<Workload> = Workload extends SecureCronJob
  ? CronJobOverrides<Text>
  : Workload extends SecureDeployment | SecureStatefulSet
    ? ReplicaOverrides<Text>
    : WorkloadOverrides<Text>;

/** The names of the workloads among what a program returned. */
type NamesIn<Built> = {
  readonly [Name in keyof Built]: Built[Name] extends SecureWorkload<never> ? Name & string : never;
}[keyof Built];

/** What an environment can set for the workloads that a program returned, by their names; else for any name. */
export type WorkloadsOf<Built> = Built extends object
  ? { readonly [Name in NamesIn<Built>]?: OverridesOf<Built[Name]> } & {
      readonly [Name in NamesIn<Built> as `${string}/${Name}`]?: OverridesOf<Built[Name]>;
    }
  : Readonly<Record<string, AnyWorkloadOverrides<Text>>>;

/** An environment of a program that returned these workloads. */
export type EnvironmentsOf<Built> = Omit<EnvironmentProps<Text>, 'workloads'> & {
  /** Workloads, by the names under which the program returned them. @default as in code */
  readonly workloads?: WorkloadsOf<Built>;
};
