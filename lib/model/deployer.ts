import type { Text } from './text';

/** A project of Argo CD: what its applications may deploy, from where, and into which namespace. */
export interface ArgoProject {
  /** The namespace of Argo CD. */
  readonly namespace: string;
  /** The API server of the cluster, as Argo CD calls it. */
  readonly server: string;
  /** The repositories that applications may come from. */
  readonly repositories: readonly string[];
}

/** Who applies what a team has in one namespace. */
export interface Deployer {
  readonly kind: 'argo-cd' | 'flux' | 'ci';
  /** Its name: that of its account, its Role and its RoleBinding. */
  readonly name: string;
  readonly namespace: string;
  /** The user that a pipeline is to the API server. @default its account */
  readonly user?: Text;
  /** Of Argo CD. */
  readonly project?: ArgoProject;
  /** Additional labels of its objects. */
  readonly labels: Readonly<Record<string, string>>;
}
