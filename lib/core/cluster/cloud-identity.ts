import { parseCidr } from '../controls/network/shared/cidr';
import { labelNameProblems } from '../manifest/names';
import { fitsWhole, listOf, objectOf, type Shape } from '../shape';

/**
 * Where workloads get their credentials of the cloud, on port 443: STS of AWS, Entra of Azure. By addresses, such as those of a
 * private endpoint, or by names where the policies of the cluster know names. At least one of the two.
 */
export interface CloudIdentityProfile {
  /** Ranges of addresses. @default none */
  readonly cidrs?: readonly string[];
  /** Names, such as `sts.eu-central-1.amazonaws.com`. @default none */
  readonly hosts?: readonly string[];
}

const CIDR: Shape = {
  needs: 'a range of addresses, and not all of them',
  sample: `'10.0.20.0/28'`,
  fits: (value) => {
    if (typeof value !== 'string') return false;
    return parseCidr(value) !== undefined && !value.endsWith('/0');
  },
};

const HOST: Shape = {
  needs: 'the name of a host',
  sample: `'sts.eu-central-1.amazonaws.com'`,
  fits: (value) =>
    typeof value === 'string' &&
    value.includes('.') &&
    value.split('.').every((part) => labelNameProblems(part).length === 0),
};

const FIELDS = objectOf({ cidrs: listOf(CIDR), hosts: listOf(HOST) });

/** What the endpoints of a cloud look like. */
export const CLOUD_IDENTITY: Shape = FIELDS;

/** Whether a value says where credentials of the cloud are. */
export function isCloudIdentity(value: unknown): value is CloudIdentityProfile {
  return fitsWhole(value, CLOUD_IDENTITY);
}
