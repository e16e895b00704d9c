import type { Field } from '../field';

/** Pods of what keeps them running: they restart always, and have no deadline. */
export function checkAlwaysRunning(podSpec: Field, kind: string): void {
  const [policy, deadline] = [podSpec.at('restartPolicy'), podSpec.at('activeDeadlineSeconds')];
  if (policy.text === 'OnFailure' || policy.text === 'Never')
    policy.invalid(`Always in a ${kind}`, 'restartPolicy: Always');
  if (deadline.isSet) deadline.forbidden(`none in a ${kind}`);
}

/** Pods of a Job end. With a podFailurePolicy they are not restarted where they are. */
export function checkEnding(podSpec: Field, hasFailurePolicy: boolean): void {
  const policy = podSpec.at('restartPolicy');
  const fix = 'restartPolicy: Never';
  if (policy.isUnknown) return;
  if (policy.isZero || policy.text === 'Always')
    policy.required(
      hasFailurePolicy ? 'Never in a Job with a podFailurePolicy' : 'OnFailure or Never in a Job',
      hasFailurePolicy ? fix : 'restartPolicy: OnFailure',
    );
  else if (hasFailurePolicy && policy.text === 'OnFailure')
    policy.invalid('Never in a Job with a podFailurePolicy', fix);
}
