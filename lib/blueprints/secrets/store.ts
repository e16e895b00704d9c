import { labelNameProblems, objectNameProblems, subdomainProblems } from '../../core/manifest/names';
import { isOpaque } from '../../core/manifest/plain';
import type { StoreAuthority, StoreProvider } from '../../model/secret-store';
import type { Text } from '../../model/text';
import type { Problems } from '../problems';
import type {
  AwsStoreProps,
  AzureStoreProps,
  GoogleStoreProps,
  KubernetesStoreProps,
  SecretStoreProps,
  StoreAuthorityProps,
  VaultStoreProps,
} from './props';

const WAYS = ['aws', 'google', 'azure', 'vault', 'kubernetes', 'fake'] as const;
/** A ClusterSecretStore is open to every namespace that its conditions do not leave out, and reads with one identity for all. */
const NEEDS = `one of ${WAYS.join(', ')}: a SecretStore of the namespace, since a ClusterSecretStore reads for every namespace`;
const FIELD = 'secretStore';
const ROLE = /^arn:aws(-[a-z]+)*:iam::\d{12}:role\/[\w+=,.@/-]{1,576}$/;
const REGION = /^[a-z]{2}(-[a-z]+)+-\d{1,2}$/;

/** Reads where the secrets of a namespace are kept; adds what is wrong with it to the problems. */
export function parseSecretStore(
  props: SecretStoreProps<unknown> | undefined,
  problems: Problems,
): StoreProvider | undefined {
  if (props === undefined) return undefined;
  const said = WAYS.filter((way) => Object.hasOwn(props, way));
  if (said.length !== 1) {
    const fix = `${FIELD}: { aws: { region: 'eu-west-1', serviceAccount: 'secret-reader' } }`;
    problems.add(FIELD, said, NEEDS, fix);
    return undefined;
  }
  const reader = new StoreReader(problems);
  if ('aws' in props) return reader.aws(props.aws);
  if ('google' in props) return reader.google(props.google);
  if ('azure' in props) return reader.azure(props.azure);
  if ('vault' in props) return reader.vault(props.vault);
  if ('kubernetes' in props) return reader.kubernetes(props.kubernetes);
  return reader.fake(props.fake);
}

/** Reads the leaves of a store, each now or once it is known. */
class StoreReader {
  constructor(private readonly problems: Problems) {}

  aws(props: AwsStoreProps<unknown>): StoreProvider {
    const { region, service = 'SecretsManager', serviceAccount, podIdentity, role } = props;
    const { problems } = this;
    if (serviceAccount !== undefined && podIdentity === true) {
      const needs =
        'either serviceAccount or podIdentity: EKS Pod Identity gives credentials to the pods of an account, and the operator is none of those';
      problems.add(`${FIELD}.aws.serviceAccount`, serviceAccount, needs, `podIdentity: true, role: 'arn:…'`);
    } else if (serviceAccount === undefined && podIdentity !== true) {
      const needs = 'who reads: an account with IRSA, or podIdentity for the operator with a role to assume';
      problems.add(`${FIELD}.aws`, 'neither', needs, `serviceAccount: 'secret-reader'`);
    } else if (podIdentity === true && role === undefined) {
      const needs =
        'the role of this namespace: without it, the namespace could read every secret that the operator can read';
      problems.add(`${FIELD}.aws.role`, role, needs, `role: 'arn:aws:iam::123456789012:role/shop-secrets'`);
    }
    return {
      by: 'aws',
      region: this.formed('aws.region', region, REGION, 'a region of AWS', 'eu-west-1'),
      service,
      ...(serviceAccount === undefined ? {} : { serviceAccount: this.account('aws', serviceAccount) }),
      ...(role === undefined
        ? {}
        : {
            role: this.formed(
              'aws.role',
              role,
              ROLE,
              'the ARN of a role',
              'arn:aws:iam::123456789012:role/shop-secrets',
            ),
          }),
    };
  }

  google({ project, serviceAccount, cluster }: GoogleStoreProps<unknown>): StoreProvider {
    const part = (field: string, value: unknown, sample: string): Text =>
      this.formed(`google.${field}`, value, /^[a-z0-9][a-z0-9.:-]*$/, 'a name of Google Cloud', sample);
    return {
      by: 'google',
      project: part('project', project, 'shop-prod'),
      serviceAccount: this.account('google', serviceAccount),
      ...(cluster === undefined
        ? {}
        : {
            cluster: {
              name: part('cluster.name', cluster.name, 'prod'),
              location: part('cluster.location', cluster.location, 'europe-west1'),
              ...(cluster.project === undefined
                ? {}
                : { project: part('cluster.project', cluster.project, 'shop-clusters') }),
            },
          }),
    };
  }

  azure({ vaultUrl, serviceAccount, tenantId }: AzureStoreProps<unknown>): StoreProvider {
    const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
    const sample = '72f988bf-0000-4000-8000-2d7cd011db47';
    return {
      by: 'azure',
      vaultUrl: this.url('azure.vaultUrl', vaultUrl, 'https://shop.vault.azure.net'),
      serviceAccount: this.account('azure', serviceAccount),
      ...(tenantId === undefined
        ? {}
        : {
            tenantId: this.formed('azure.tenantId', tenantId, uuid, 'the id that Entra has for it', sample),
          }),
    };
  }

  vault(props: VaultStoreProps<unknown>): StoreProvider {
    const { server, path = 'secret', version = 'v2', role, serviceAccount, audiences } = props;
    const { mountPath = 'kubernetes', namespace, authority } = props;
    const mounted = /^[\w.-]+(\/[\w.-]+)*$/;
    const place = (field: string, value: unknown, sample: string): Text =>
      this.formed(`vault.${field}`, value, mounted, 'a path of Vault without a slash at its ends', sample);
    return {
      by: 'vault',
      server: this.url('vault.server', server, 'https://vault.example.com'),
      path: place('path', path, 'secret'),
      version,
      role: this.formed('vault.role', role, /^[\w.-]+$/, 'the name of a role', 'shop'),
      serviceAccount: this.account('vault', serviceAccount),
      mountPath: place('mountPath', mountPath, 'kubernetes'),
      ...(audiences === undefined
        ? {}
        : {
            audiences: audiences.map((one, index) =>
              this.formed(`vault.audiences[${index}]`, one, /\S/, 'an audience', 'vault'),
            ),
          }),
      ...(namespace === undefined ? {} : { namespace: place('namespace', namespace, 'teams/shop') }),
      ...(authority === undefined ? {} : { authority: this.authority('vault', authority) }),
    };
  }

  kubernetes(props: KubernetesStoreProps<unknown>): StoreProvider {
    const { remoteNamespace, serviceAccount, server, authority = { configMap: 'kube-root-ca.crt' } } = props;
    return {
      by: 'kubernetes',
      remoteNamespace: this.named(
        'kubernetes.remoteNamespace',
        remoteNamespace,
        labelNameProblems,
        'shared-secrets',
      ),
      serviceAccount: this.account('kubernetes', serviceAccount),
      ...(server === undefined
        ? {}
        : { server: this.url('kubernetes.server', server, 'https://api.example.com:6443') }),
      authority: this.authority('kubernetes', authority),
    };
  }

  fake(secrets: Readonly<Record<string, readonly string[]>>): StoreProvider {
    const field = `${FIELD}.fake`;
    if (Object.keys(secrets).length === 0)
      this.problems.add(field, secrets, 'at least one key', `fake: { db: ['password'] }`);
    for (const [key, names] of Object.entries(secrets)) {
      if (names.length > 0 && names.every((name) => /^[\w-]+$/.test(name))) continue;
      const needs = 'names of letters, digits, _ and -: values have no place here';
      this.problems.add(`${field}["${key}"]`, names, needs, `fake: { db: ['password'] }`);
    }
    return { by: 'fake', secrets };
  }

  private authority(
    way: string,
    { configMap, key = 'ca.crt' }: StoreAuthorityProps<unknown>,
  ): StoreAuthority {
    const field = `${way}.authority`;
    if (!/^[-._a-zA-Z0-9]+$/.test(key))
      this.problems.add(`${FIELD}.${field}.key`, key, 'a key of a ConfigMap', `key: 'ca.crt'`);
    return { configMap: this.named(`${field}.configMap`, configMap, subdomainProblems, 'vault-ca'), key };
  }

  private account(way: string, value: unknown): Text {
    const check = (name: string): string[] => objectNameProblems('ServiceAccount', name);
    return this.named(`${way}.serviceAccount`, value, check, 'secret-reader');
  }

  /** The operator sends a token to it: nobody on the way may read that. */
  private url(field: string, value: unknown, sample: string): Text {
    return this.problems.leaf(value, (known, later) => {
      const url = typeof known === 'string' && URL.canParse(known) ? new URL(known) : undefined;
      if (url?.protocol !== 'https:' || `${url.username}${url.password}${url.search}${url.hash}` !== '')
        later.add(
          `${FIELD}.${field}`,
          isOpaque(known) || url === undefined ? known : `${url.protocol}//${url.host}`,
          'a URL with https, without credentials in it',
          `${field.split('.')[1]}: '${sample}'`,
        );
      return known;
    });
  }

  private named(field: string, value: unknown, check: (name: string) => string[], sample: string): Text {
    return this.problems.leaf(value, (known, later) => {
      const found = typeof known === 'string' ? check(known) : ['a name'];
      later.addAll(`${FIELD}.${field}`, known, found, `${field.split('.').at(-1)}: '${sample}'`);
      return known;
    });
  }

  private formed(field: string, value: unknown, form: RegExp, needs: string, sample: string): Text {
    return this.problems.leaf(value, (known, later) => {
      if (typeof known !== 'string' || !form.test(known))
        later.add(`${FIELD}.${field}`, known, needs, `${field.split('.').at(-1)}: '${sample}'`);
      return known;
    });
  }
}
