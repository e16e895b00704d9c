import { isPlain, type PlainObject } from '../manifest/plain';
import { parseQuantity } from '../manifest/quantity';
import { isOfType, onlyFields, problemsOf, type Take, wordFor } from './fields';
import type { FileSchema } from './schema';

const API_VERSION = 'kubelet.config.k8s.io/v1beta1';
const KIND = 'KubeletConfiguration';

/** Suites with forward secrecy and authenticated encryption. TLS 1.3 has its own, which nobody can choose. */
export const STRONG_CIPHERS = [
  'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
  'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
] as const;

/** What a field has to be. */
interface Rule {
  readonly fits: (value: unknown) => boolean;
  readonly needs: string;
  /** A value that is right. */
  readonly right: string;
  /** Whether the field may be left out. @default false */
  readonly optional?: true;
}

function exactly(right: string | number | boolean): Rule {
  return { fits: (value) => value === right, needs: String(right), right: String(right) };
}

function whole(least: number, right: number): Rule {
  return {
    fits: (value) => typeof value === 'number' && Number.isInteger(value) && value >= least,
    needs: `a whole number from ${least}`,
    right: String(right),
  };
}

const FLAG: Rule = {
  fits: (value) => typeof value === 'boolean',
  needs: 'true or false',
  right: 'true',
  optional: true,
};

const DURATION = /^(?:\d+h)?(?:\d+m)?(?:\d+s)?$/;

/** The fields that hardening is about. A part of a configuration says nothing else, so that nodes keep what is theirs. */
const RULES: Readonly<Record<string, Rule>> = {
  allowedUnsafeSysctls: {
    fits: (value) => Array.isArray(value) && value.length === 0,
    needs: 'an empty list',
    right: '[]',
  },
  containerLogMaxFiles: whole(2, 5),
  containerLogMaxSize: {
    fits: (value) => typeof value === 'string' && (parseQuantity(value)?.nanos ?? 0n) > 0n,
    needs: 'a size of more than nothing',
    right: '10Mi',
  },
  enableSystemLogHandler: exactly(false),
  enableSystemLogQuery: exactly(false),
  makeIPTablesUtilChains: exactly(true),
  podPidsLimit: whole(1, 4096),
  protectKernelDefaults: FLAG,
  readOnlyPort: exactly(0),
  rotateCertificates: exactly(true),
  seccompDefault: exactly(true),
  serverTLSBootstrap: FLAG,
  streamingConnectionIdleTimeout: {
    fits: (value) => typeof value === 'string' && DURATION.test(value) && /[1-9]/.test(value),
    needs: 'a time of more than nothing, such as 4h0m0s',
    right: '4h0m0s',
  },
  tlsCipherSuites: {
    fits: (value) =>
      Array.isArray(value) &&
      value.length > 0 &&
      value.every((one) => STRONG_CIPHERS.some((known) => known === one)),
    needs: `a list of ${STRONG_CIPHERS.join(', ')}`,
    right: `[${STRONG_CIPHERS[0]}]`,
  },
  tlsMinVersion: {
    fits: (value) => value === 'VersionTLS12' || value === 'VersionTLS13',
    needs: 'VersionTLS12 or VersionTLS13',
    right: 'VersionTLS12',
  },
};

/** Rules of the fields of an object. */
interface Tree {
  readonly [field: string]: Rule | Tree;
}

/** Who may ask the kubelet for something: nobody without a name, and what the API server allows. */
const ASKED: Tree = {
  authentication: { anonymous: { enabled: exactly(false) }, webhook: { enabled: exactly(true) } },
  authorization: { mode: exactly('Webhook') },
};

/**
 * A part of the configuration of a kubelet that hardens it (`--config-dir`): all that CIS Kubernetes Benchmark 4.2 asks of the file,
 * and nothing that a node has to say itself. Source: kubelet.config.k8s.io/v1beta1, and the validation of it in the kubelet.
 */
export const KUBELET_CONFIGURATION: FileSchema = {
  id: `${API_VERSION} ${KIND}`,
  check: (content) =>
    problemsOf((take) => {
      if (!isOfType(content, API_VERSION, KIND, take)) return;
      const { apiVersion: _version, kind: _kind, ...fields } = content;
      checkTree(fields, { ...ASKED, ...RULES }, '', take);
    }),
};

function isRule(item: Rule | Tree): item is Rule {
  return typeof item.fits === 'function';
}

function checkTree(value: PlainObject, tree: Tree, path: string, take: Take): void {
  onlyFields(value, Object.keys(tree), path, take);
  for (const [field, item] of Object.entries(tree)) {
    const at = path === '' ? field : `${path}.${field}`;
    const found = value[field];
    if (isRule(item)) checkRule(found, item, at, take);
    else if (isPlain(found)) checkTree(found, item, at, take);
    else take(at, wordFor(found), 'an object', `${field}: { … }`);
  }
}

function checkRule(found: unknown, { fits, needs, right, optional }: Rule, path: string, take: Take): void {
  if ((found === undefined && optional === true) || fits(found)) return;
  const shown = typeof found === 'boolean' || typeof found === 'number' ? String(found) : wordFor(found);
  take(path, shown, needs, `${path.replace(/^.*\./, '')}: ${right}`);
}
