import type { WorkloadProps } from '../props';
import { jobOf } from './job-fields';
import type { WorkloadKind } from './kind';
import { refuseParallel } from './one-pod';
import type { EndingProps } from './props';

/** Seconds that a Job which has ended is kept: a day, so that someone can read its logs. */
const KEPT = 86_400;

/** What you can set on a Job. Everything else has a default. */
export interface JobProps<Text = string> extends WorkloadProps<Text>, EndingProps {
  /**
   * Seconds that a finished Job is kept, with its pods and logs; `'never'` keeps it. If you apply a Job again after it
   * was deleted, it runs again. @default 86400; a day
   * @example 60
   */
  readonly ttlSecondsAfterFinished?: number | 'never';
  /**
   * Whether the Job is suspended: running pods are stopped, and none start until you set it to false. @default false
   */
  readonly suspend?: boolean;
}

/** A Job: pods that end. */
export const job: WorkloadKind<JobProps<unknown>> = {
  kind: 'Job',
  construct: 'SecureJob',
  props: 'JobProps',
  read: (props, place, problems) => {
    const { ttlSecondsAfterFinished = KEPT, suspend, restartPolicy = 'Never' } = props;
    const kept = ttlSecondsAfterFinished === 'never' ? {} : { ttlSecondsAfterFinished };
    const controller = jobOf(
      props,
      { ...kept, ...(suspend === undefined ? {} : { suspend }) },
      place,
      problems,
    );
    refuseParallel(props, place.storage.exclusive, problems);
    return { controller, suppressions: [], restartPolicy };
  },
};
