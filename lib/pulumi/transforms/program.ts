import { runtime } from '@pulumi/pulumi';
import { hostOf } from '../render/host';
import { Hardening, type HardenOptions } from './hardening';
import { atProgramEnd } from './program-end';

/** A hardening whose objects are judged as a whole when the program has ended, where there is a program. */
export function hardeningOf(options: HardenOptions): Hardening {
  const hardening = new Hardening(options);
  const host = hostOf(runtime.getMonitor());
  host?.evaluate(hardening.rendered);
  const stack = runtime.getStackResource();
  if (stack === undefined || host?.judgesAll === true) return hardening;
  // The outputs of a stack are made after the stack, and the first resources maybe before.
  const outputs = Promise.resolve().then(() => stack.outputs);
  const resources = hardening.constructed.all;
  const refused = (): boolean => hardening.refused;
  atProgramEnd({ outputs, resources, refused }, () => hardening.judgeAll());
  return hardening;
}
