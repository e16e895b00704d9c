import type { DeployPlan } from '../../core/deploy/plan';
import type { PlainObject } from '../../core/manifest/plain';
import { RBAC_GROUP } from '../../core/rbac/rule';
import type { ArgoProject, Deployer } from '../../model/deployer';
import { objectLabels } from '../../model/labels';
import { type ObjectArtifact, objectArtifact } from '../renderer';

const RBAC_VERSION = `${RBAC_GROUP}/v1`;
const ARGO_VERSION = 'argoproj.io/v1alpha1';

/** What the objects ask of a plan. */
type Plan = Pick<DeployPlan, 'kindsIn' | 'rulesFor'>;

/** An object of a deployer. */
export interface DeployerArtifact extends ObjectArtifact {
  /** Whether it says what is in the whole set, so that all others have to be rendered before. */
  readonly last: boolean;
}

/**
 * The objects of a deployer: its account, unless it is a user, and its Role and RoleBinding; for Argo CD also the project.
 * @param plan what it applies, asked when everything else has been rendered
 */
export function objectsOfDeployer(deployer: Deployer, plan: () => Plan): DeployerArtifact[] {
  const { name, namespace, user, project } = deployer;
  const place = { name, namespace };
  const account = objectArtifact({ apiVersion: 'v1', kind: 'ServiceAccount', ...place }, () => ({
    apiVersion: 'v1',
    automountServiceAccountToken: false,
    kind: 'ServiceAccount',
    metadata: metadataOf(deployer),
  }));
  const role = objectArtifact({ apiVersion: RBAC_VERSION, kind: 'Role', ...place }, () => ({
    apiVersion: RBAC_VERSION,
    kind: 'Role',
    metadata: metadataOf(deployer),
    rules: plan().rulesFor(namespace),
  }));
  const binding = objectArtifact({ apiVersion: RBAC_VERSION, kind: 'RoleBinding', ...place }, () => ({
    apiVersion: RBAC_VERSION,
    kind: 'RoleBinding',
    metadata: metadataOf(deployer),
    roleRef: { apiGroup: RBAC_GROUP, kind: 'Role', name },
    subjects: [
      user === undefined
        ? { kind: 'ServiceAccount', name, namespace }
        : { apiGroup: RBAC_GROUP, kind: 'User', name: user },
    ],
  }));
  return [
    ...(user === undefined ? [{ ...account, last: false }] : []),
    { ...role, last: true },
    { ...binding, last: false },
    ...(project === undefined ? [] : [{ ...projectArtifact(deployer, project, plan), last: true }]),
  ];
}

function metadataOf({ name, namespace, labels }: Deployer): PlainObject {
  return { labels: objectLabels(name, labels), name, namespace };
}

/**
 * The project of Argo CD, with the name of the team's namespace. A list without items is no list once the API server has kept it, and then
 * every kind is allowed: where the team has nothing, everything is denied.
 */
function projectArtifact(deployer: Deployer, project: ArgoProject, plan: () => Plan): ObjectArtifact {
  const { name, namespace, labels } = deployer;
  const { server, repositories } = project;
  const identity = {
    apiVersion: ARGO_VERSION,
    kind: 'AppProject',
    name: namespace,
    namespace: project.namespace,
  };
  return objectArtifact(identity, () => {
    const kinds = plan()
      .kindsIn(namespace)
      .map(({ group, kind }) => ({ group, kind }));
    return {
      apiVersion: ARGO_VERSION,
      kind: 'AppProject',
      metadata: { labels: objectLabels(name, labels), name: namespace, namespace: project.namespace },
      spec: {
        clusterResourceWhitelist: [],
        destinations: [{ namespace, server }],
        destinationServiceAccounts: [{ defaultServiceAccount: name, namespace, server }],
        ...(kinds.length === 0
          ? { namespaceResourceBlacklist: [{ group: '*', kind: '*' }] }
          : { namespaceResourceWhitelist: kinds }),
        sourceRepos: [...repositories],
      },
    };
  });
}
