import { isPlain } from '../manifest/plain';
import { fitsWhole, flag, listOf, objectOf, type Shape, type ShapeContext } from '../shape';
import type { EncryptionProfile } from './encryption';

/** A string of a form. What is found is never shown: where a key is asked for by its name, people paste the key. */
function hidden(needs: string, sample: string, form: RegExp): Shape {
  return {
    needs: 'a string',
    sample,
    fits: () => true,
    inside: (value, path, { add }) => {
      if (typeof value === 'string' && form.test(value)) return;
      add({
        field: path,
        found: 'something else, which is not shown',
        needs,
        fix: `${last(path)}: ${sample}`,
      });
    },
  };
}

const REFERENCE = objectOf(
  {
    name: hidden('a short name, such as key-2', `'key-2'`, /^[a-z0-9](?:[-a-z0-9]{0,28}[a-z0-9])?$/),
    // No key is of this form: keys in hexadecimal have no underscore, keys in base64 have small letters.
    variable: hidden(
      'the name of a variable with an underscore, such as ETCD_KEY_2; the key itself never is in code',
      `'ETCD_KEY_2'`,
      /^(?=.{3,60}$)[A-Z][A-Z0-9]*(?:_[A-Z0-9]{1,15})+$/,
    ),
  },
  ['name', 'variable'],
);

const KMS = objectOf(
  {
    name: hidden('a name of letters, digits, dots and dashes', `'vault'`, /^[A-Za-z0-9][-.\w]{0,62}$/),
    endpoint: hidden(
      'the path of a socket, such as unix:///var/run/kms.sock',
      `'unix:///var/run/kms.sock'`,
      /^unix:\/\/\/[-@.\w/]+$/,
    ),
    timeout: hidden(
      'a time such as 3s',
      `'3s'`,
      /^(?!0+(?:\.0+)?(?:ms|s|m)$)\d{1,6}(?:\.\d{1,3})?(?:ms|s|m)$/,
    ),
  },
  ['name', 'endpoint'],
);

const KINDS = { kms: KMS, secretbox: REFERENCE, aescbc: REFERENCE };
const SAMPLE = `{ kms: { name: 'vault', endpoint: 'unix:///var/run/kms.sock' } }`;

const ANY_KEY = objectOf(KINDS);
/** What a key looks like, and which kind of it. */
export const ENCRYPTION_KEY: Shape = {
  ...ANY_KEY,
  needs: 'one of kms, secretbox, aescbc',
  sample: SAMPLE,
  inside: (value, path, context) => {
    ANY_KEY.inside?.(value, path, context);
    const said = isPlain(value) ? Object.keys(KINDS).filter((kind) => value[kind] !== undefined) : [];
    if (said.length === 1) return;
    const found = said.length === 0 ? 'none' : said.join(' and ');
    context.add({
      field: path,
      found,
      needs: 'one of kms, secretbox, aescbc',
      fix: `${last(path)}: ${SAMPLE}`,
    });
  },
};

const GROUP = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*';
const RESOURCE_FORM = new RegExp(`^(?:\\*\\.\\*|\\*\\.(?:${GROUP})?|[a-z][a-z0-9]*(?:\\.${GROUP})?)$`);
/** What the API server takes for no resource of etcd. Source: validation of EncryptionConfiguration. */
const NO_RESOURCES =
  /^(?:apiserveripinfo|serviceipallocations|servicenodeportallocations)$|\.(?:extensions|events\.k8s\.io)$/;

/** Whether the API server takes a name of a resource, or a wildcard, for something that it encrypts. */
export function isEncryptable(name: string): boolean {
  return RESOURCE_FORM.test(name) && !NO_RESOURCES.test(name);
}

const RESOURCE: Shape = {
  needs: 'a resource and its group, such as widgets.example.com',
  sample: `'widgets.example.com'`,
  fits: (value) => typeof value === 'string' && isEncryptable(value),
};

const FIELDS = objectOf(
  { resources: listOf(RESOURCE), write: ENCRYPTION_KEY, read: listOf(ENCRYPTION_KEY), migrating: flag },
  ['write'],
);

/** What the encryption of a cluster looks like. */
export const ENCRYPTION: Shape = {
  ...FIELDS,
  sample: `{ write: ${SAMPLE} }`,
  inside: (value, path, context) => {
    FIELDS.inside?.(value, path, context);
    if (isPlain(value)) checkNames(value, path, context);
  },
};

/** One name is one key: what is in etcd says by which name it is read. */
function checkNames(value: Readonly<Record<string, unknown>>, path: string, { add }: ShapeContext): void {
  const seen = new Set<string>();
  const keys: unknown[] = [value.write, ...(Array.isArray(value.read) ? value.read : [])];
  for (const key of keys) {
    for (const [kind, said] of isPlain(key) ? Object.entries(key) : []) {
      const name = isPlain(said) ? said.name : undefined;
      if (typeof name !== 'string') continue;
      if (seen.has(`${kind}/${name}`)) {
        const found = `the same name twice in ${kind}`;
        add({ field: path, found, needs: 'a name of its own for each key', fix: `name: '${kind}-2'` });
      }
      seen.add(`${kind}/${name}`);
    }
  }
}

function last(path: string): string {
  return /\w+$/.exec(path)?.[0] ?? path;
}

/** Whether a value says how a cluster encrypts. */
export function isEncryption(value: unknown): value is EncryptionProfile {
  return fitsWhole(value, ENCRYPTION);
}
