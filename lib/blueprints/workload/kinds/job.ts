import type { WorkloadProps } from '../props';
import { jobOf } from './job-fields';
import type { WorkloadKind } from './kind';
import { refuseParallel } from './one-pod';
import type { EndingProps } from './props';

/** Seconds that a Job which has ended is kept: a day, so that somebody can read its logs. */
const KEPT = 86_400;

/** What a developer says about a Job; everything else is a default that the docs explain. */
export interface JobProps<Text = string> extends WorkloadProps<Text>, EndingProps {
  /**
   * Seconds that a Job which has ended is kept, with its pods and logs; `'never'` deletes it never. Whoever applies a Job
   * that was deleted runs it again. @default 86400; a day
   * @example 60
   */
  readonly ttlSecondsAfterFinished?: number | 'never';
  /** Whether it waits: no pod runs until it is false, and those that run are stopped. @default false */
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
    return { controller, suppressions: [], restartPolicy, spread: false };
  },
};
