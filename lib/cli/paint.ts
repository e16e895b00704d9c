import { randomBytes } from 'node:crypto';

/** Puts text into a colour, or leaves it as it is. */
export type Paint = (colour: Colour, text: string) => string;
export type Colour = 'bold' | 'dim' | 'red' | 'yellow' | 'green';

const CODES: Readonly<Record<Colour, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  yellow: [33, 39],
  green: [32, 39],
};

/** What no input can hold, so that the colours of a line are ours. */
const MARK = `\u001b${randomBytes(12).toString('hex')}`;
const MARKS = new RegExp(`${MARK}(\\d+)m`);

/** The painter of a stream; what it paints has to go through an output. */
export function painter(coloured: boolean): Paint {
  if (!coloured) return (_colour, text) => text;
  return (colour, text) => `${MARK}${CODES[colour][0]}m${text}${MARK}${CODES[colour][1]}m`;
}

/** A painted line with the codes of a terminal in it, and everything else as `shown` makes it. */
export function unpainted(line: string, shown: (text: string) => string): string {
  return line
    .split(MARKS)
    .map((part, index) => (index % 2 === 0 ? shown(part) : `\u001b[${part}m`))
    .join('');
}
