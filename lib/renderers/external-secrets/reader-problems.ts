import { InvalidInputError } from '../../core/errors';
import type { ClusterModel } from '../../model/cluster-model';
import type { StoreProvider } from '../../model/secret-store';

/**
 * EKS Pod Identity gives credentials to pods that run as an account, by the agent of their node. The operator asks the API server
 * for a token of the account, for which that agent has none.
 * @throws InvalidInputError where the account of a store has its role by EKS Pod Identity
 */
export function refusePodIdentity(namespace: string, provider: StoreProvider, model: ClusterModel): void {
  if (provider.by !== 'aws' || provider.serviceAccount === undefined) return;
  const { serviceAccount } = provider;
  const account = model.identities.find(
    (one) =>
      one.name === serviceAccount && one.namespace === namespace && one.cloud?.by === 'eks-pod-identity',
  );
  if (account === undefined) return;
  throw new InvalidInputError(namespace, [
    {
      field: 'secretStore.aws.serviceAccount',
      found: `${account.name}, whose role comes by EKS Pod Identity`,
      needs:
        'an account with IRSA: EKS Pod Identity serves the pods of an account, and the operator is none of them',
      fix: `cloudIdentity: { irsa: { role: 'arn:…' } } on the account, or podIdentity: true with a role in the store`,
    },
  ]);
}
