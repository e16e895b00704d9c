import { resolveInteger, resolvePlain, type Scalar } from './scalars';

const CORE = 'tag:yaml.org,2002:';

/** A tag as written (`!!int`, `!<tag:yaml.org,2002:int>`, `!local`) in its short form. */
export function shortTag(written: string): string {
  if (written.startsWith('!<') && written.endsWith('>')) {
    const name = written.slice(2, -1);
    return name.startsWith(CORE) ? `!!${name.slice(CORE.length)}` : name;
  }
  return written;
}

/** What a tagged scalar is, or why it cannot be that. */
export type Tagged = { readonly value: Scalar } | { readonly needs: string };

const TIMESTAMP =
  /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt][0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(?:\.[0-9]+)?(?:Z|[-+][0-9]{2}:[0-9]{2})| [0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(?:\.[0-9]+)?)?$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** A scalar with an explicit tag, as go-yaml v2 resolves it: an unknown tag makes a string. */
export function resolveTagged(tag: string, text: string): Tagged {
  switch (tag) {
    case '!!null':
      return resolvePlain(text) === null ? { value: null } : { needs: 'null, ~ or nothing after !!null' };
    case '!!bool':
      return typed(text, 'boolean', 'a boolean such as true after !!bool');
    case '!!int':
      return integer(text);
    case '!!float':
      return number(text);
    case '!!timestamp':
      return TIMESTAMP.test(text)
        ? { value: text }
        : { needs: 'a date such as 2001-12-31 after !!timestamp' };
    case '!!binary':
      return binary(text);
    default:
      return { value: text };
  }
}

function typed(text: string, type: string, needs: string): Tagged {
  const value = resolvePlain(text);
  return typeof value === type ? { value } : { needs };
}

function integer(text: string): Tagged {
  return resolveInteger(text) === undefined
    ? { needs: 'a whole number after !!int' }
    : { value: resolvePlain(text) };
}

function number(text: string): Tagged {
  const value = resolvePlain(text);
  if (typeof value === 'number' || typeof value === 'bigint') return { value };
  return { needs: 'a number after !!float' };
}

function binary(text: string): Tagged {
  const packed = text.replace(/[\r\n]/g, '');
  if (!BASE64.test(packed)) return { needs: 'base64 after !!binary' };
  const bytes = Uint8Array.from(atob(packed), (char) => char.charCodeAt(0));
  try {
    return { value: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return {
      needs:
        'base64 of UTF-8 text after !!binary (other bytes would be changed: give the base64 without the tag)',
    };
  }
}
