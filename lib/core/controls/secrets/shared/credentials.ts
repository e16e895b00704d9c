/** Parts of a name that say that its value is secret. */
const NAMES =
  /(?:^|[_.-])(?:pass(?:word|wd|phrase)?|pwd|secret|secrets|token|tokens|credentials?|api_?key|access_?key|secret_?key|private_?key|signing_?key|encryption_?key|auth_?key|client_?secret)(?:$|[_.-])/i;

/** Names without separators: `dbPassword`, `apiToken`. */
const CAMEL =
  /(?:Password|Passwd|Passphrase|Secret|Token|Credentials?|ApiKey|AccessKey|SecretKey|PrivateKey)$/;

/** Ends of a name that say where the secret is, how long it lives or what it is called, and not what it is. */
const ABOUT =
  /(?:^|[_.-])(?:file|path|dir|folder|name|names|namespace|ref|url|uri|host|endpoint|issuer|audience|type|kind|ttl|expiry|expiration|expires|lifetime|timeout|duration|length|size|limit|limits|count|max|min|policy|enabled|disabled|required|rotation|header|prefix|suffix|format|algorithm|alg|method|mode|store|provider|manager|engine|version|arn|id|rounds|cost|regex|pattern|validation|interval|days|hours|seconds|minutes|cookie|scope|scopes|claim|key)$/i;

/** Values that stand for something else, or are switches: references, placeholders, numbers. */
const HARMLESS = [
  /^$/,
  /^(?:true|false|yes|no|on|off|none|null|enabled|disabled|optional|required|auto|default)$/i,
  /^\d{1,4}(?:\.\d+)?(?:ms|s|m|h|d)?$/,
  /^\$[({]?[A-Za-z_]\w*[)}]?$/,
  /^\$\([^)]*\)$/,
  /^<[^>]*>$/,
  /^\{\{.*\}\}$/,
  /^%[\w-]+%$/,
  /^(?:vault|secretref|ref\+\w+|arn|projects|op|aws-sm|gcp-sm|azure-kv|env|file):/i,
  /^(?:\.{0,2}\/)[\w./-]+$/,
  /^[*x.]+$/i,
];

/** Forms that no honest value has, with what they are. */
const FORMS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----/, 'a private key'],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/, 'an AWS access key'],
  [/\bgh[pousr]_[A-Za-z0-9]{36,}\b/, 'a GitHub token'],
  [/\bgithub_pat_[A-Za-z0-9_]{50,}\b/, 'a GitHub token'],
  [/\bglpat-[A-Za-z0-9_-]{20,}/, 'a GitLab token'],
  [/\bxox[abeoprs]-[A-Za-z0-9-]{10,}/, 'a Slack token'],
  [/\bsk_live_[A-Za-z0-9]{16,}/, 'a Stripe key'],
  [/\bAIza[A-Za-z0-9_-]{35}\b/, 'a Google API key'],
  [/\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/, 'a SendGrid key'],
  [/\bnpm_[A-Za-z0-9]{36}\b/, 'an npm token'],
  [/\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/, 'a signed token (JWT)'],
  [/\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@$<{%]*:(?!\$[({]|<|\{\{|%)[^\s/@]{2,}@[^\s/]+/i, 'a URL with a password'],
];

/**
 * What makes a string a credential: its form, or the name that it goes by.
 * @param name of the variable, the key or the option; undefined where there is none
 * @returns what it is, never the text itself; undefined where it is none
 */
export function credentialIn(name: string | undefined, value: string): string | undefined {
  const form = FORMS.find(([pattern]) => pattern.test(value));
  if (form !== undefined) return form[1];
  if (name === undefined || !namesSecret(name)) return undefined;
  return HARMLESS.some((pattern) => pattern.test(value.trim()))
    ? undefined
    : 'a literal value by the name of a secret';
}

/** Whether a name says that its value is secret. */
export function namesSecret(name: string): boolean {
  const separated = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2');
  if (!NAMES.test(separated) && !CAMEL.test(name)) return false;
  const about = ABOUT.exec(separated);
  return about === null || /(?:api|access|secret|private|signing|encryption|auth)_?key$/i.test(separated);
}
