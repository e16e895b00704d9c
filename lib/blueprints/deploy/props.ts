/** What Argo CD may deploy for the team, and from where. */
export interface ArgoCdProps {
  /** The URLs of the repositories that applications of the team may come from. */
  readonly repositories: readonly string[];
  /** The namespace that Argo CD runs in. @default 'argocd' @beside { repositories: ['https://git.example.com/shop/deploy.git'] } @example 'gitops' */
  readonly namespace?: string;
  /** The API server of the cluster, as Argo CD knows it. @default 'https://kubernetes.default.svc' @beside { repositories: ['https://git.example.com/shop/deploy.git'] } @example 'https://cluster-2.example.com:6443' */
  readonly server?: string;
}

/** Settings of who applies what a team has in its namespace. */
export interface DeployerProps<Text = string> {
  /** What deploys: Argo CD, Flux, or a pipeline. @beside {} @example 'flux' */
  readonly kind: 'argo-cd' | 'flux' | 'ci';
  /** The name of its account, its Role and its RoleBinding, if it differs from the id. @default the id @beside { kind: 'flux' } @example 'delivery' */
  readonly name?: string;
  /**
   * Where applications of Argo CD may come from, for its AppProject, which has the name of the namespace.
   * @default no repository is allowed yet
   * @beside { kind: 'argo-cd' }
   * @example { repositories: ['https://git.example.com/shop/deploy.git'], namespace: 'gitops', server: 'https://cluster-2.example.com:6443' }
   */
  readonly argoCd?: ArgoCdProps;
  /**
   * The user that a pipeline is to an API server that takes the tokens of your CI itself. Then nobody needs an account.
   * @default its own account, with tokens that you ask for
   * @beside { kind: 'ci' }
   * @example 'ci:shop/deploy:main'
   */
  readonly user?: Text;
  /** Additional labels. @default none @beside { kind: 'flux' } @example { 'example.com/tier': 'front' } */
  readonly labels?: Readonly<Record<string, string>>;
}
