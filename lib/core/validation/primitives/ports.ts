import { portNameProblems } from '../../manifest/names';
import type { Field } from '../field';
import { checkText } from './names';

/** The protocols of ports. */
export const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

const LARGEST_PORT = 65_535;

/** A port number; absent passes. */
export function checkPort(field: Field): void {
  const { number } = field;
  if (number !== undefined && (number < 1 || number > LARGEST_PORT))
    field.invalid(`a port from 1 to ${LARGEST_PORT}`);
}

/** A port number or the name of a port of a container; absent passes. */
export function checkPortOrName(field: Field): void {
  if (field.text === undefined) checkPort(field);
  else checkText(field, portNameProblems);
}
