import type { ObjectControl, PodControl, Write } from '../controls/control';
import type { ObjectRef } from '../manifest/identity';
import type { ActiveControl, CompiledPolicy } from './compiled-policy';

type Writer = ActiveControl<PodControl> | ActiveControl<ObjectControl>;

/** A field that a control says it writes. */
export interface Written {
  readonly armed: Writer;
  readonly write: Write;
  /** The place of the control among those that run. */
  readonly order: number;
}

/** The fields that controls say they write, by field; of one field in the order in which the controls run. */
class Writes {
  private readonly byField = new Map<string, Written[]>();

  constructor(writers: readonly Writer[], first: number) {
    for (const [index, armed] of writers.entries()) {
      for (const write of armed.control.writes ?? []) {
        const known = this.byField.get(write.field);
        const written = { armed, write, order: first + index };
        if (known === undefined) this.byField.set(write.field, [written]);
        else known.push(written);
      }
    }
  }

  /** Who says most exactly that it writes a path: of the path itself, else of what is above it. */
  find(path: string, fits: (written: Written) => boolean): Written | undefined {
    for (let end = path.length; end > 0; end = cutBefore(path, end)) {
      const found = this.byField.get(path.slice(0, end))?.find(fits);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

/** Where the step before the last one of a path ends; 0 where there is none. */
function cutBefore(path: string, end: number): number {
  for (let at = end - 1; at > 0; at -= 1) {
    const next = path.charAt(at);
    if (next === '.' || next === '[') return at;
  }
  return 0;
}

/** What the controls of a compiled policy say they write to the pods and to the objects of a kind. */
export interface KindWrites {
  readonly pods: Writes;
  readonly objects: Writes;
}

const podWrites = new WeakMap<CompiledPolicy['pod'], Writes>();
const objectWrites = new WeakMap<readonly ActiveControl<ObjectControl>[], Writes>();

/** The same, made once for a policy and a kind. */
export function writesFor(ref: ObjectRef, compiled: CompiledPolicy): KindWrites {
  const controls = compiled.objectControls(ref);
  const pods = podWrites.get(compiled.pod) ?? new Writes(compiled.pod, 0);
  podWrites.set(compiled.pod, pods);
  const objects = objectWrites.get(controls) ?? new Writes(controls, compiled.pod.length);
  objectWrites.set(controls, objects);
  return { pods, objects };
}
