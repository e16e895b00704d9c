import { isAbsent, objectAt, type PlainObject } from '../manifest/plain';
import type { Container, Pod } from '../manifest/pod';

/** The security contexts of pods before anything was written into them. */
export class Given {
  private readonly contexts = new Map<PlainObject, PlainObject>();

  constructor(pods: readonly Pod[]) {
    for (const pod of pods) {
      this.take(pod.spec);
      for (const { spec } of pod.containers) this.take(spec);
    }
  }

  /** What a container ran with: its own value, else that of the pod. */
  effective(container: Container, field: string): unknown {
    const own = this.contexts.get(container.spec)?.[field];
    return (isAbsent(own) ? this.contexts.get(container.pod.spec)?.[field] : own) ?? undefined;
  }

  private take(spec: PlainObject): void {
    const context = objectAt(spec, 'securityContext');
    if (context !== undefined) this.contexts.set(spec, { ...context });
  }
}
