import { checkOptions } from '../check-input';
import { type EncryptionKey, type EncryptionProfile, encryptedResources, keysOf } from './encryption';
import { ENCRYPTION, ENCRYPTION_KEY } from './encryption-shape';

/** One step of a change of what encrypts etcd. Take the next one only once `check` holds on every control plane node. */
export interface EncryptionStep {
  /** What happens in it, in a few words. */
  readonly title: string;
  /** What the cluster profile says from this step on: `encryption` of `clusters.kubeadm(…)`. */
  readonly encryption: EncryptionProfile;
  /** What you run, in this order, as an administrator. */
  readonly run: readonly string[];
  /** What must hold before the next step. */
  readonly check: EncryptionCheck;
}

/** A command, and what it has to print. */
export interface EncryptionCheck {
  readonly command: string;
  readonly prints: string;
}

const SECRET = 'bulwark-encryption-check';
const VALUES = 'etcdctl get --prefix --print-value-only';

/** Nothing can be read from outside of an API server about its file, but it starts anew with it. */
const STARTED: EncryptionCheck = {
  command:
    "kubectl get pods -n kube-system -l component=kube-apiserver -o custom-columns='NODE:.spec.nodeName,SINCE:.status.containerStatuses[0].state.running.startedAt'",
  prints: 'each control plane node, with a time after you installed the file there',
};

const TARGET = '/etc/kubernetes/encryption.yaml';

/** How the file of a step gets to the API servers, one control plane node after the other. */
function install(profile: EncryptionProfile): string[] {
  const isLocal = keysOf(profile).some((key) => !('kms' in key));
  const copy = isLocal
    ? `sh fill-encryption.sh encryption.yaml ${TARGET}`
    : `install -o root -m 600 encryption.yaml ${TARGET}`;
  return [
    `${copy} # on each control plane node, one after the other`,
    'crictl stop $(crictl ps -q --name kube-apiserver) # there: the kubelet starts it again, with the new file',
  ];
}

/**
 * The four steps in which one key takes the place of another while the cluster is in use: every API server can read a key before
 * one of them writes with it, and no key goes before nothing needs it.
 * @param options `from`: what the profile says today; `to`: the new key, which may be of another kind
 * @throws InvalidInputError with everything that is wrong with them
 * Source: Kubernetes documentation, Rotate a decryption key.
 */
export function encryptionKeyRotation(options: {
  readonly from: EncryptionProfile;
  readonly to: EncryptionKey;
}): EncryptionStep[] {
  checkOptions('encryptionKeyRotation', options, { from: ENCRYPTION, to: ENCRYPTION_KEY }, ['from', 'to']);
  const { from, to } = options;
  const known: EncryptionProfile = { ...from, read: [to, ...(from.read ?? [])] };
  // The name of the new key must be its own, which the profile of the first step says.
  checkOptions('encryptionKeyRotation', { from: known }, { from: ENCRYPTION }, ['from']);
  const written: EncryptionProfile = { ...from, write: to, read: keysOf(from) };
  const { read: _read, ...rest } = from;
  const after: EncryptionProfile = { ...rest, write: to };
  return [
    {
      title: 'Every API server can read the new key',
      encryption: known,
      run: install(known),
      check: STARTED,
    },
    {
      title: 'Every API server writes with the new key',
      encryption: written,
      run: install(written),
      check: encryptedBy(to),
    },
    {
      title: 'Everything is written with the new key',
      encryption: written,
      run: rewrite(from),
      check: noneOf(keysOf(from)),
    },
    { title: 'The old key is gone', encryption: after, run: install(after), check: STARTED },
  ];
}

/**
 * The three steps in which a cluster that encrypts nothing begins to. With more than one API server, nobody may write Secrets during the
 * first step: an API server without the file cannot read what one with it wrote.
 * @param encryption what the profile shall say at the end
 * @throws InvalidInputError with everything that is wrong with it
 * Source: Kubernetes documentation, Encrypting Confidential Data at Rest.
 */
export function encryptionOfPlainData(encryption: EncryptionProfile): EncryptionStep[] {
  checkOptions('encryptionOfPlainData', { encryption }, { encryption: ENCRYPTION }, ['encryption']);
  const migrating: EncryptionProfile = { ...encryption, migrating: true };
  const { migrating: _migrating, ...ended } = encryption;
  return [
    {
      title: 'New data is encrypted, old data can be read',
      encryption: migrating,
      run: install(migrating),
      check: encryptedBy(encryption.write),
    },
    {
      title: 'Everything is encrypted',
      encryption: migrating,
      run: rewrite(encryption),
      check: allEncrypted(encryption),
    },
    { title: 'Plain data is not read any more', encryption: ended, run: install(ended), check: STARTED },
  ];
}

/** What stands in front of everything in etcd that a key encrypted. Source: `k8s.io/apiserver`, encryptionconfig. */
export function encryptedPrefix(key: EncryptionKey): string {
  if ('kms' in key) return `k8s:enc:kms:v2:${key.kms.name}:`;
  return 'secretbox' in key
    ? `k8s:enc:secretbox:v1:${key.secretbox.name}:`
    : `k8s:enc:aescbc:v1:${key.aescbc.name}:`;
}

/** That a new Secret is encrypted with a key. */
function encryptedBy(key: EncryptionKey): EncryptionCheck {
  const prefix = encryptedPrefix(key);
  const made = `kubectl create secret generic ${SECRET} -n default --from-literal=a=b`;
  const read = `etcdctl get /registry/secrets/default/${SECRET} --print-value-only | head -c ${prefix.length}`;
  const gone = `kubectl delete secret ${SECRET} -n default`;
  return { command: `${made} && ${read}; ${gone}`, prints: prefix };
}

/** Writes everything anew. An object that somebody changes meanwhile is refused once, and is written anew by that change. */
function rewrite(profile: EncryptionProfile): string[] {
  const resources = encryptedResources(profile);
  const named = resources.filter((name) => !name.startsWith('*'));
  const all = 'kubectl api-resources --verbs=list,update -o name';
  const lists = resources.length === named.length ? named : [`$(${all} | paste -sd, -)`];
  return lists.map((name) => `kubectl get ${name} --all-namespaces -o json | kubectl replace -f -`);
}

/** That nothing is left of old keys. */
function noneOf(keys: readonly EncryptionKey[]): EncryptionCheck {
  const patterns = keys.map((key) => `-e '^${encryptedPrefix(key).replaceAll('.', '[.]')}'`).join(' ');
  return { command: `${VALUES} /registry/ | grep -a -c ${patterns}`, prints: '0' };
}

/** That as many values are encrypted as there are. */
function allEncrypted(profile: EncryptionProfile): EncryptionCheck {
  const prefixes = encryptedResources(profile)
    .flatMap(prefixesOf)
    .map((prefix) => `/registry/${prefix}`);
  const all = prefixes.map((prefix) => `etcdctl get --prefix --keys-only ${prefix}`).join('; ');
  const values = prefixes.map((prefix) => `${VALUES} ${prefix}`).join('; ');
  return {
    command: `echo $({ ${all}; } | grep -c .) $({ ${values}; } | grep -a -c '^k8s:enc:')`,
    prints: 'twice the same number',
  };
}

/** Where a resource is in etcd: those of Kubernetes by their name alone, others below their group. A wildcard is everything. */
function prefixesOf(resource: string): string[] {
  if (resource.startsWith('*')) return [''];
  const dot = resource.indexOf('.');
  if (dot < 0) return [`${resource}/`];
  const [name, group] = [resource.slice(0, dot), resource.slice(dot + 1)];
  return [`${name}/`, `${group}/${name}/`];
}
