import { idFrom, noControl } from '../controls';
import { isPlain } from '../manifest/plain';
import { CAN_OPT_OUT } from './can-opt-out';
import { parseWaiverFields } from './parse-waiver';
import type { OptOut, Waiver } from './waiver';

type Tell = (problem: string) => void;

const OPT_OUT = new Set(['control', 'reason', 'container', 'finding', 'optOut']);

/**
 * Reads a suppression as a report has it: a waiver, or the opt-out of a default.
 * @returns undefined where it is neither
 */
export function parseSuppression(given: unknown, tell: Tell): Waiver | OptOut | undefined {
  if (!isPlain(given) || given.optOut !== true) return parseWaiverFields(given, tell);
  for (const key of Object.keys(given)) if (!OPT_OUT.has(key)) tell(`there is no field '${key}'`);
  const { reason, container, finding } = given;
  const control = idFrom(given.control);
  if (control === undefined) tell(noControl(String(given.control)));
  else if (!CAN_OPT_OUT.includes(control))
    tell(`the control '${control}' has no default that you can opt out of`);
  const strings = [container, finding].every((text) => text === undefined || typeof text === 'string');
  if (typeof reason !== 'string' || !strings) tell('reason, container and finding: need strings');
  if (control === undefined || !CAN_OPT_OUT.includes(control) || typeof reason !== 'string') return undefined;
  return {
    control,
    reason,
    optOut: true,
    ...(typeof container === 'string' ? { container } : {}),
    ...(typeof finding === 'string' ? { finding } : {}),
  };
}
