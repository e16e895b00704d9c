import { codeOf } from './code-of';
import { RegistryProblem } from './problem';

/** What the codes of Node.js mean, and whether a second try may help. */
const CODES: Readonly<Record<string, { readonly found: string; readonly again?: true }>> = {
  ENOTFOUND: { found: 'has no address; needs the name of a registry that this machine can look up' },
  EAI_AGAIN: { found: 'cannot be looked up now; needs name resolution', again: true },
  ECONNREFUSED: { found: 'refuses the connection; needs a registry that listens there' },
  ECONNRESET: { found: 'ends the connection; needs an answer', again: true },
  EPIPE: { found: 'ends the connection; needs an answer', again: true },
  ETIMEDOUT: { found: 'does not answer; needs a way through the network', again: true },
  EHOSTUNREACH: { found: 'cannot be reached; needs a way through the network' },
  ENETUNREACH: { found: 'cannot be reached; needs a way through the network' },
  EPROTO: { found: 'does not speak TLS; needs https. Fix: --insecure-http for a registry on this machine' },
  ERR_SSL_WRONG_VERSION_NUMBER: {
    found: 'does not speak TLS; needs https. Fix: --insecure-http for a registry on this machine',
  },
  CERT_HAS_EXPIRED: { found: 'shows a certificate that has expired; needs a new one' },
  CERT_NOT_YET_VALID: { found: 'shows a certificate that is not valid yet; needs one that is' },
  ERR_TLS_CERT_ALTNAME_INVALID: { found: 'shows a certificate for another name; needs one for this name' },
};

const UNKNOWN_AUTHORITY: readonly string[] = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
];

/**
 * A connection that failed, in words.
 * @param timeout milliseconds after which it was given up; undefined where it failed by itself
 */
export function connectionProblem(host: string, error: unknown, timeout?: number): RegistryProblem {
  if (timeout !== undefined) {
    const seconds = timeout / 1000;
    return new RegistryProblem(`${host} did not answer within ${seconds} s; needs an answer. Fix: --timeout`);
  }
  const code = codeOf(error) ?? '';
  if (UNKNOWN_AUTHORITY.includes(code)) {
    const fix = '--ca with the file of your certificate authority';
    return new RegistryProblem(`${host} shows a certificate that no known authority signed. Fix: ${fix}`);
  }
  const known = Object.hasOwn(CODES, code) ? CODES[code] : undefined;
  if (known !== undefined) {
    return new RegistryProblem(`${host} ${known.found}`, known.again === true ? 1 : undefined);
  }
  if (code.startsWith('HPE_')) return new RegistryProblem(`${host} answers with no HTTP; needs a registry`);
  return new RegistryProblem(`${host} cannot be asked (${code === '' ? 'unknown error' : code})`);
}
