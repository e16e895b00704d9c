import { checkArgument, checkOptions } from '../../core/check-input';
import { homeOf } from '../../core/manifest/identity';
import { type Shape, withMethods } from '../../core/shape';
import { accountNamed } from './account';

/** A workload or a `LeastPrivilegeServiceAccount`: what a cloud is to trust. */
export type Trusted = object;

/** A trust policy of AWS, in the form of its documents. */
export interface TrustPolicy {
  readonly Version: '2012-10-17';
  readonly Statement: {
    readonly Effect: 'Allow';
    readonly Principal: { readonly Service: string } | { readonly Federated: string };
    readonly Action: string[];
    readonly Condition: { readonly StringEquals: Record<string, string> };
  }[];
}

/** What EKS Pod Identity needs in the cloud: the trust policy of the role, and the association. */
export interface PodIdentityTrust {
  /** `assumeRolePolicy` of an `aws.iam.Role`, as an object; `JSON.stringify` where a string is asked for. */
  readonly assumeRolePolicy: TrustPolicy;
  /** Arguments of an `aws.eks.PodIdentityAssociation`, without the role. */
  readonly association: {
    readonly clusterName: string;
    readonly namespace: string;
    readonly serviceAccount: string;
  };
}

/** The cluster, to a role of EKS Pod Identity. */
export interface PodIdentityOptions {
  /** Its ARN, such as `arn:aws:eks:eu-central-1:123456789012:cluster/prod`. */
  readonly clusterArn: string;
}

/** The cluster and the account, to a role of IRSA. */
export interface IrsaOptions {
  /** The issuer of the cluster's tokens, such as `https://oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE`. */
  readonly issuer: string;
  /** The ARN of the OIDC provider that the account of AWS has for it. */
  readonly providerArn: string;
}

/** The project of the cluster. */
export interface GkeOptions {
  /** Its id, such as `shop-prod`. */
  readonly project: string;
  /** Its number: for `principal`. @default no principal */
  readonly projectNumber?: string;
}

/** Who a workload is to Google's IAM. */
export interface GkeMember {
  /** The member of `roles/iam.workloadIdentityUser` at the service account that the workload acts as. */
  readonly member: string;
  /** The principal itself, which takes roles without a service account; undefined where the number is not known. */
  readonly principal: string | undefined;
}

/** The cluster, to a federated credential of Azure. */
export interface AksOptions {
  /** The issuer of the cluster's tokens: `oidcIssuerUrl`. */
  readonly issuer: string;
}

/** Arguments of a federated identity credential of Azure. */
export interface AksCredential {
  readonly issuer: string;
  readonly subject: string;
  readonly audiences: string[];
}

const ARN: Shape = {
  needs: 'the ARN of the cluster',
  sample: `'arn:aws:eks:eu-central-1:123456789012:cluster/prod'`,
  fits: (value) =>
    typeof value === 'string' && /^arn:aws(-[a-z]+)*:eks:[a-z0-9-]+:\d{12}:cluster\/[\w-]+$/.test(value),
};
const ISSUER: Shape = {
  needs: 'the issuer of the cluster, with https',
  sample: `'https://oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE'`,
  fits: (value) => typeof value === 'string' && /^https:\/\/[A-Za-z0-9.-]+(\/[\w./~-]*)?$/.test(value),
};
const PROVIDER: Shape = {
  needs: 'the ARN of the OIDC provider',
  sample: `'arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE'`,
  fits: (value) =>
    typeof value === 'string' && /^arn:aws(-[a-z]+)*:iam::\d{12}:oidc-provider\/\S+$/.test(value),
};
const PROJECT: Shape = {
  needs: 'the id of a project',
  sample: `'shop-prod'`,
  fits: (value) => typeof value === 'string' && /^([a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$/.test(value),
};
const NUMBER: Shape = {
  needs: 'the number of a project, as a string',
  sample: `'123456789012'`,
  fits: (value) => typeof value === 'string' && /^\d+$/.test(value),
};

/**
 * The trust of a role in one account of one cluster, by EKS Pod Identity, and the association of the two.
 * @throws InvalidInputError with everything that is wrong with the options
 */
export function podIdentityTrust(trusted: Trusted, options: PodIdentityOptions): PodIdentityTrust {
  const { namespace, name } = subjectOf('podIdentityTrust', trusted);
  checkOptions('podIdentityTrust', options, { clusterArn: ARN }, ['clusterArn']);
  const { clusterArn } = options;
  const assumeRolePolicy = policy(
    { Service: 'pods.eks.amazonaws.com' },
    ['sts:AssumeRole', 'sts:TagSession'],
    {
      'aws:RequestTag/eks-cluster-arn': clusterArn,
      'aws:RequestTag/kubernetes-namespace': namespace,
      'aws:RequestTag/kubernetes-service-account': name,
    },
  );
  const clusterName = clusterArn.slice(clusterArn.lastIndexOf('/') + 1);
  return { assumeRolePolicy, association: { clusterName, namespace, serviceAccount: name } };
}

/**
 * The trust of a role in one account of the cluster with that issuer: IRSA.
 * @throws InvalidInputError with everything that is wrong with the options
 */
export function irsaTrust(
  trusted: Trusted,
  options: IrsaOptions,
): { readonly assumeRolePolicy: TrustPolicy } {
  const subject = subjectOf('irsaTrust', trusted);
  checkOptions('irsaTrust', options, { issuer: ISSUER, providerArn: PROVIDER }, ['issuer', 'providerArn']);
  const { issuer, providerArn } = options;
  const provider = issuer.replace(/^https:\/\//, '').replace(/\/$/, '');
  const assumeRolePolicy = policy({ Federated: providerArn }, ['sts:AssumeRoleWithWebIdentity'], {
    [`${provider}:aud`]: 'sts.amazonaws.com',
    [`${provider}:sub`]: userOf(subject),
  });
  return { assumeRolePolicy };
}

/**
 * Who an account of a cluster of GKE is to IAM.
 * @throws InvalidInputError with everything that is wrong with the options
 */
export function gkeMember(trusted: Trusted, options: GkeOptions): GkeMember {
  const { namespace, name } = subjectOf('gkeMember', trusted);
  checkOptions('gkeMember', options, { project: PROJECT, projectNumber: NUMBER }, ['project']);
  const { project, projectNumber } = options;
  const pool = `${project}.svc.id.goog`;
  const where = `//iam.googleapis.com/projects/${projectNumber}/locations/global/workloadIdentityPools/${pool}`;
  return {
    member: `serviceAccount:${pool}[${namespace}/${name}]`,
    principal:
      projectNumber === undefined ? undefined : `principal:${where}/subject/ns/${namespace}/sa/${name}`,
  };
}

/**
 * The trust of an application of Entra, or of a managed identity, in one account of the cluster with that issuer.
 * @throws InvalidInputError with everything that is wrong with the options
 */
export function aksCredential(trusted: Trusted, options: AksOptions): AksCredential {
  const subject = subjectOf('aksCredential', trusted);
  checkOptions('aksCredential', options, { issuer: ISSUER }, ['issuer']);
  return { issuer: options.issuer, subject: userOf(subject), audiences: ['api://AzureADTokenExchange'] };
}

interface Subject {
  readonly namespace: string;
  readonly name: string;
}

function subjectOf(call: string, trusted: Trusted): Subject {
  const needs = 'a workload or a LeastPrivilegeServiceAccount';
  const shape = { ...withMethods(needs, 'web', 'grant'), needs };
  checkArgument(call, 'trusted', trusted, {
    ...shape,
    fits: (value) => shape.fits(value) && accountNamed(value) !== undefined,
    opaque: true,
  });
  const found = accountNamed(trusted);
  return { namespace: homeOf({ namespace: found?.namespace }), name: found?.name ?? '' };
}

/** The name of an account to everybody who reads its tokens. */
function userOf({ namespace, name }: Subject): string {
  return `system:serviceaccount:${namespace}:${name}`;
}

function policy(
  principal: TrustPolicy['Statement'][number]['Principal'],
  actions: string[],
  equal: Record<string, string>,
): TrustPolicy {
  return {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: principal, Action: actions, Condition: { StringEquals: equal } },
    ],
  };
}
