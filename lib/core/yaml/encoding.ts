/**
 * The text of a file, as kubectl decodes it: UTF-8, or UTF-16 where a byte order mark says so. A byte order mark of UTF-8
 * stays, since it may be at the start of any document.
 * @throws TypeError for bytes that are no text in their encoding, which kubectl would replace in silence
 */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes), { fatal: true, ignoreBOM: true }).decode(bytes);
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}
