/** The length of a string in UTF-8. */
export function utf8Length(text: string): number {
  let length = text.length;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > 0x7f) length += code > 0x7ff && (code < 0xd800 || code > 0xdfff) ? 2 : 1;
  }
  return length;
}

/** How many bytes a string in base64 stands for. */
export function base64Length(text: string): number {
  const plain = /[\r\n]/.test(text) ? text.replace(/[\r\n]/g, '') : text;
  const padding = plain.endsWith('==') ? 2 : plain.endsWith('=') ? 1 : 0;
  return (plain.length / 4) * 3 - padding;
}

/** The bytes of a string in base64, each as one character; undefined where it is none. */
export function decodeBase64(text: string): string | undefined {
  try {
    return atob(text.replace(/[\r\n]/g, ''));
  } catch {
    return undefined;
  }
}

/** Whether a string is a JSON object, or null. */
export function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && !Array.isArray(value);
  } catch {
    return false;
  }
}
