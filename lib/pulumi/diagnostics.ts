import { DependencyResource, log, type Resource, ResourceError } from '@pulumi/pulumi';
import type { Finding } from '../core/engine/finding';
import { messageOf } from '../core/engine/message';

/** What a finding does to a run: fails it, or is only said. */
export type FindingLevel = 'error' | 'warn';

/**
 * Tells findings as diagnostics on the resource that they concern. An error fails the run at its end; what was asked
 * of the engine before that is done all the same.
 * @param about the resource; without one the stack
 */
export function tell(findings: readonly Finding[], about?: Resource, level: FindingLevel = 'error'): void {
  for (const finding of findings) {
    const said =
      level === 'error' ? log.error(messageOf(finding), about) : log.warn(messageOf(finding), about);
    said.catch(() => undefined);
  }
}

/**
 * The error that refuses a resource, with all that stands against it. Pulumi prints the messages on the resource, and
 * no stack.
 */
export function refusal(findings: readonly Finding[], about?: Resource): ResourceError {
  return new ResourceError(findings.map(messageOf).join('\n'), about, true);
}

/**
 * A resource for diagnostics alone. A diagnostic on a resource itself waits for its URN, and every later one with it:
 * forever where the resource is refused.
 */
export function diagnosed(urn: string): Resource {
  return new DependencyResource(urn);
}
