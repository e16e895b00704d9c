import type { PlainObject } from '../../core/manifest/plain';
import type { StoreAuthority, StoreProvider } from '../../model/secret-store';
import type { Text } from '../../model/text';

/** A provider as External Secrets reads it. Accounts are always those of the namespace of the store. */
export function providerOf(provider: StoreProvider): PlainObject {
  switch (provider.by) {
    case 'aws': {
      const { region, role, service, serviceAccount } = provider;
      return {
        aws: {
          ...(serviceAccount === undefined
            ? {}
            : { auth: { jwt: { serviceAccountRef: { name: serviceAccount } } } }),
          region,
          ...(role === undefined ? {} : { role }),
          service,
        },
      };
    }
    case 'google': {
      const { project, serviceAccount, cluster } = provider;
      const place = {
        ...(cluster === undefined ? {} : { clusterLocation: cluster.location, clusterName: cluster.name }),
        ...(cluster?.project === undefined ? {} : { clusterProjectID: cluster.project }),
      };
      return {
        gcpsm: {
          auth: { workloadIdentity: { ...place, serviceAccountRef: { name: serviceAccount } } },
          projectID: project,
        },
      };
    }
    case 'azure': {
      const { vaultUrl, serviceAccount, tenantId } = provider;
      return {
        azurekv: {
          authType: 'WorkloadIdentity',
          serviceAccountRef: { name: serviceAccount },
          ...(tenantId === undefined ? {} : { tenantId }),
          vaultUrl,
        },
      };
    }
    case 'vault':
      return { vault: vaultOf(provider) };
    case 'kubernetes': {
      const { remoteNamespace, serviceAccount, server, authority } = provider;
      return {
        kubernetes: {
          auth: { serviceAccount: { name: serviceAccount } },
          remoteNamespace,
          server: { caProvider: authorityOf(authority), ...(server === undefined ? {} : { url: server }) },
        },
      };
    }
    case 'fake':
      return { fake: { data: Object.entries(provider.secrets).map(madeUp) } };
  }
}

function vaultOf(provider: Extract<StoreProvider, { readonly by: 'vault' }>): PlainObject {
  const { server, path, version, role, serviceAccount, mountPath, audiences, namespace, authority } =
    provider;
  const account: { name: Text; audiences?: readonly Text[] } = {
    ...(audiences === undefined ? {} : { audiences }),
    name: serviceAccount,
  };
  return {
    auth: { kubernetes: { mountPath, role, serviceAccountRef: account } },
    ...(authority === undefined ? {} : { caProvider: authorityOf(authority) }),
    ...(namespace === undefined ? {} : { namespace }),
    path,
    server,
    version,
  };
}

function authorityOf({ configMap, key }: StoreAuthority): PlainObject {
  return { key, name: configMap, type: 'ConfigMap' };
}

/** What the fake store answers: for each name a word that nobody takes for a credential. */
function madeUp([key, names]: readonly [string, readonly string[]]): PlainObject {
  return { key, value: JSON.stringify(Object.fromEntries(names.map((name) => [name, `fake-${name}`]))) };
}
