import { checkOptions } from '../../../core/check-input';
import { number, text } from '../../../core/shape';
import type {
  Claimed,
  ClaimProps,
  EphemeralProps,
  ExistingClaimProps,
  MountProps,
  ProjectedProps,
  ProjectedSource,
  SharedClaimMount,
  TokenOptions,
} from './props';

/** Storage of the workload's own: `volumes: { '/data': claim({ size: '10Gi' }) }`. */
export function claim<Text = string>(props: ClaimProps<Text>): ClaimProps<Text> {
  return props;
}

/** A claim that someone else made, by its name. */
export function existingClaim<Text = string>(
  name: Text,
  options: Omit<ExistingClaimProps<Text>, 'existingClaim'> = {},
): ExistingClaimProps<Text> {
  return { ...options, existingClaim: name };
}

/** A `SharedClaim`, which several workloads mount. */
export function sharedClaim(shared: Claimed, options: MountProps = {}): SharedClaimMount {
  return { ...options, sharedClaim: shared };
}

/** Storage of a class that lives as long as its pod. */
export function ephemeral<Text = string>(props: EphemeralProps<Text>['ephemeral']): EphemeralProps<Text> {
  return { ephemeral: props };
}

/** Files in one folder from several places: ConfigMaps, Secrets, fields of the pod, a token for another receiver. */
export function projected<Text = string>(sources: readonly ProjectedSource<Text>[]): ProjectedProps<Text> {
  return { projected: sources };
}

/**
 * A token of the workload's own account, for a receiver that is not the API server, such as Vault: in a file that the kubelet
 * renews. `volumes: { '/var/run/secrets/vault': tokenFor('vault', { expires: 600 }) }`
 * @throws InvalidInputError where an option is none
 */
export function tokenFor<Text = string>(audience: Text, options: TokenOptions = {}): ProjectedProps<Text> {
  checkOptions('tokenFor', options, { expires: number, path: text });
  const { expires, path } = options;
  const token = {
    audience,
    ...(path === undefined ? {} : { path }),
    ...(expires === undefined ? {} : { expirationSeconds: expires }),
  };
  return projected([{ token }]);
}
