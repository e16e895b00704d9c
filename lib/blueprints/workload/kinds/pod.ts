import type { Suppression } from '../../../core/policy/waiver';
import type { WorkloadProps } from '../props';
import type { WorkloadKind } from './kind';

/** What you can set on a bare Pod. Everything else has a default. */
export interface PodProps<Text = string> extends WorkloadProps<Text> {
  /**
   * Whether a container that has ended starts again on the same node. Use `'OnFailure'` or `'Never'` for pods that run
   * to completion. @default 'Always'
   */
  readonly restartPolicy?: 'Always' | 'OnFailure' | 'Never';
}

/** Of a Job the kind says that it ends; of a bare pod only the restart policy does. */
const ENDS: readonly Suppression[] = (['liveness-probe', 'readiness-probe'] as const).map((control) => ({
  control,
  reason: 'the pod ends by itself: it is done when it has ended, not when it answers',
  optOut: true,
}));

/** Anyone who makes the construct asks for a pod that nothing keeps. */
const BARE: Suppression = {
  control: 'no-naked-pods',
  reason: 'a SecurePod is a bare pod by its kind: it is started on purpose, and nothing makes it anew',
  optOut: true,
};

/** A pod that nothing replaces. */
export const pod: WorkloadKind<PodProps<unknown>> = {
  kind: 'Pod',
  construct: 'SecurePod',
  props: 'PodProps',
  read: ({ restartPolicy = 'Always', annotations = {}, podAnnotations = {} }, _place, problems) => {
    // The object is the pod: it has one map of them.
    for (const [key, value] of Object.entries(podAnnotations))
      if (Object.hasOwn(annotations, key) && annotations[key] !== value)
        problems.add(
          `podAnnotations["${key}"]`,
          value,
          'the value that annotations have, or none',
          `remove one of the two`,
        );
    return {
      controller: { kind: 'Pod' },
      suppressions: [BARE, ...(restartPolicy === 'Always' ? [] : ENDS)],
      restartPolicy,
    };
  },
};
