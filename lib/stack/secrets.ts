import type { Finding } from '../core/engine/finding';
import { isPlain } from '../core/manifest/plain';

const NOT_SHOWN = 'a value that is not shown, since it is secret';

/** As much of a secret as tells it in a message, which may have been cut. */
const TELLING = 8;

/** The secret values of an object: messages are read by more people than secrets are. */
export class Secrets {
  private readonly texts = new Set<string>();

  /** Takes a value, with all inside, for secret. */
  add(value: unknown): void {
    if (Array.isArray(value)) for (const item of value) this.add(item);
    else if (isPlain(value)) for (const item of Object.values(value)) this.add(item);
    else if (typeof value === 'string' || typeof value === 'number') this.addText(String(value));
  }

  /** The finding, without its value where that tells a secret. */
  hide(finding: Finding): Finding {
    for (const text of this.texts) if (finding.found.includes(text)) return { ...finding, found: NOT_SHOWN };
    return finding;
  }

  /** As it stands in a message, where texts are written as in JSON. */
  private addText(text: string): void {
    const written = JSON.stringify(text).slice(1, -1).slice(0, TELLING);
    if (written !== '') this.texts.add(written);
  }
}
