import type { Field } from '../field';
import { checkRequired } from '../primitives/text';
import type { PodScope } from './scope';

const NAME = /^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/;
const LIMIT = 253;
/** Parameters that belong to the namespace of inter-process communication. */
const IPC = /^(kernel\.(sem|shm(all|max|mni|_rmid_forced)?|msg(max|mnb|mni)?)$|fs\.mqueue\.)/;
const NET = /^net\./;

/** Parameters of the kernel. Source: `validateSysctls`. */
export function checkSysctls(sysctls: Field, scope: PodScope): void {
  const seen = new Set<string>();
  for (const sysctl of sysctls.items()) {
    const name = sysctl.at('name');
    if (sysctl.isUnknown || !checkRequired(name, 'the name of a parameter') || name.text === undefined)
      continue;
    if (name.text.length > LIMIT || !NAME.test(name.text))
      name.misnamed(`at most ${LIMIT} lower-case letters, digits, '-' and '_', in parts between '.' or '/'`);
    else if (seen.has(name.text)) name.duplicate('each parameter once');
    seen.add(name.text);
    checkNamespace(name, name.text, scope);
  }
}

function checkNamespace(name: Field, text: string, { hostNetwork, spec }: PodScope): void {
  const dotted = withDots(text);
  if (hostNetwork && NET.test(dotted))
    name.invalid('none of the network, as hostNetwork is true', 'remove it');
  else if (spec.at('hostIPC').isTrue && IPC.test(dotted))
    name.invalid('none of inter-process communication, as hostIPC is true', 'remove it');
}

/** The form with dots: where a slash comes first, dots and slashes change their places. */
function withDots(name: string): string {
  const separator = /[./]/.exec(name)?.[0];
  if (separator !== '/') return name;
  return name.replace(/[./]/g, (character) => (character === '/' ? '.' : '/'));
}
