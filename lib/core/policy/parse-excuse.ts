import { controlIds, noControl } from '../controls';
import { isPlain } from '../manifest/plain';
import { CONCEDABLE } from './concedable';
import { parseWaiverFields } from './parse-waiver';
import type { Concession, Waiver } from './waiver';

type Tell = (problem: string) => void;

const CONCESSION = new Set(['control', 'reason', 'container', 'finding', 'concession']);

/**
 * Reads an excuse as a report has it: a waiver, or the refusal of a default that can be refused.
 * @returns undefined where it is neither
 */
export function parseExcuse(given: unknown, tell: Tell): Waiver | Concession | undefined {
  if (!isPlain(given) || given.concession !== true) return parseWaiverFields(given, tell);
  for (const key of Object.keys(given)) if (!CONCESSION.has(key)) tell(`there is no field '${key}'`);
  const { reason, container, finding } = given;
  const control = controlIds.find((id) => id === given.control);
  if (control === undefined) tell(noControl(String(given.control)));
  else if (!CONCEDABLE.includes(control))
    tell(`the control '${control}' is none whose default can be refused`);
  const texts = [container, finding].every((text) => text === undefined || typeof text === 'string');
  if (typeof reason !== 'string' || !texts) tell('reason, container and finding: need texts');
  if (control === undefined || !CONCEDABLE.includes(control) || typeof reason !== 'string') return undefined;
  return {
    control,
    reason,
    concession: true,
    ...(typeof container === 'string' ? { container } : {}),
    ...(typeof finding === 'string' ? { finding } : {}),
  };
}
