import { type Finding, withFixes } from '../core/engine/finding';
import { isPlain } from '../core/manifest/plain';

const NOT_SHOWN = 'a value that is not shown, since it is secret';

/** As much of a secret as tells it in a message, which may have been cut. */
const TELLING = 8;

/** A part of a message that is this long, and a part of a secret, tells it. */
const PART = 4;

/** The secret values of an object: messages are read by more people than secrets are. */
export class Secrets {
  private readonly strings = new Set<string>();
  private readonly whole = new Set<string>();

  /** Takes a value, with all inside, for secret. */
  add(value: unknown): void {
    if (Array.isArray(value)) for (const item of value) this.add(item);
    else if (isPlain(value)) for (const item of Object.values(value)) this.add(item);
    else if (['string', 'number', 'bigint'].includes(typeof value)) this.addText(String(value));
  }

  /** Whether a string is one of them, as a whole. */
  has(text: string): boolean {
    return text !== '' && this.whole.has(text);
  }

  /** Takes those of another object too. */
  addAll(others: Secrets): void {
    for (const text of others.whole) this.addText(text);
  }

  /** The finding, without what tells a secret. */
  hide(finding: Finding): Finding {
    if (this.strings.size === 0) return finding;
    const found = this.isToldBy(finding.found) ? NOT_SHOWN : finding.found;
    const needs = this.isNamedIn(finding.needs) ? 'another value' : finding.needs;
    const fixes = withFixes(finding, (fix) => (this.isNamedIn(fix) ? 'write what is needed' : fix));
    return { ...finding, found, needs, ...fixes };
  }

  /** A string with each secret in it replaced; of those alone that are long enough to be told from other words. */
  hideIn(text: string): string {
    let shown = text;
    for (const secret of this.whole)
      if (secret.length >= TELLING) shown = shown.replaceAll(secret, '[secret]');
    return shown;
  }

  /** A value as JSON, or words in its place where it is one of them, or holds one. */
  hideValue(text: string): string {
    const cut = text.endsWith('…') && this.isToldBy(text);
    const named = this.has(text) || this.isNamedIn(text) || this.isQuotedIn(text);
    return cut || named || this.isPartOf(text) ? NOT_SHOWN : text;
  }

  /** Whether a string is a telling part of one of them. */
  private isPartOf(text: string): boolean {
    const part = text.replace(/^"|"$/g, '');
    if (part.length < TELLING) return false;
    for (const secret of this.whole) if (secret.includes(part)) return true;
    return false;
  }

  private isQuotedIn(text: string): boolean {
    for (const secret of this.whole) if (secret !== '' && text.includes(JSON.stringify(secret))) return true;
    return false;
  }

  private isToldBy(found: string): boolean {
    for (const text of this.strings) if (found.includes(text)) return true;
    const part = found.replace(/^"|…?"?$/g, '');
    if (part.length < PART) return false;
    for (const secret of this.whole) if (secret.includes(part)) return true;
    return false;
  }

  private isNamedIn(text: string): boolean {
    for (const secret of this.whole) if (secret.length >= TELLING && text.includes(secret)) return true;
    return false;
  }

  /** As it is in a message, where strings are written as in JSON. */
  private addText(text: string): void {
    this.whole.add(text);
    const written = JSON.stringify(text).slice(1, -1).slice(0, TELLING);
    if (written !== '') this.strings.add(written);
  }
}
