/** Something wrong at an offset of the text. */
export interface Fault {
  readonly offset: number;
  readonly found: string;
  readonly needs: string;
}

/** A fault that ends the reading of its document. */
export class FatalFault extends Error {
  constructor(readonly fault: Fault) {
    super(fault.found);
  }
}

/** What breaks the grammar. */
export function syntaxFault(offset: number, problem: string, needs = 'valid YAML'): FatalFault {
  return new FatalFault({ offset, found: `what is no YAML: ${problem}`, needs });
}
