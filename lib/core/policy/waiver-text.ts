const FIELDS = `reason: '…at least 20 characters…', owner: '…', expires: 'YYYY-MM-DD'`;

/** The code of a waiver for a control, for messages. */
export function waiverCode(control: string): string {
  return `{ control: '${control}', ${FIELDS} }`;
}

/** The object that a waiver of a file names; fields that are not said are left to the reader. */
export interface WaiverTarget {
  readonly kind?: string;
  readonly namespace?: string;
  readonly name?: string;
}

/** The same as an entry of a file of waivers, which names its object. */
export function waiverEntry(control: string, on: WaiverTarget): string {
  const target = Object.entries(on).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}: ${quoted(value)}`],
  );
  return `- { control: '${control}', ${FIELDS}, on: { ${target.join(', ')} } }`;
}

function quoted(text: string): string {
  return /^[-\w.…]*$/.test(text) ? `'${text}'` : JSON.stringify(text);
}
