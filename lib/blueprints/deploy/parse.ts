import { labelledNameProblems, labelNameProblems } from '../../core/manifest/names';
import { BROKEN_BY_DEPLOYERS } from '../../core/policy/can-opt-out';
import type { OptOut } from '../../core/policy/waiver';
import type { ArgoProject, Deployer } from '../../model/deployer';
import type { Namespace } from '../../model/namespace';
import type { Problems } from '../problems';
import { checkLabels } from '../workload/parse/labels';
import type { ArgoCdProps, DeployerProps } from './props';

const ARGO_CD_FIX = `argoCd: { repositories: ['https://git.example.com/shop/deploy.git'] }`;

/** Where a deployer is made, and what is there already. */
export interface DeployerPlace {
  readonly id: string;
  /** The isolated namespace above it. */
  readonly namespace: Pick<Namespace, 'name'> | undefined;
  readonly deployers: readonly Deployer[];
}

/** Reads who applies what a team has in its namespace. */
export function parseDeployer(
  props: DeployerProps<unknown>,
  { id, namespace, deployers }: DeployerPlace,
  problems: Problems,
): Deployer {
  const { kind, name = id, argoCd, user, labels = {} } = props;
  problems.addAll('name', name, labelledNameProblems('Role', name), `name: 'deployer'`);
  if (name === 'default')
    problems.add(
      'name',
      name,
      'a separate ServiceAccount: every pod can run as this one',
      `name: 'deployer'`,
    );
  checkLabels('labels', labels, problems);
  if (namespace === undefined)
    problems.add(
      'scope',
      undefined,
      'an IsolatedNamespace, which limits the deployer',
      `new Deployer(shop, '${id}', { kind: '${kind}' })`,
    );
  const other = deployers.find((known) => known.namespace === namespace?.name);
  if (other !== undefined)
    problems.add(
      'scope',
      `'${other.name}' in the same namespace`,
      'one deployer in a namespace, as it holds all of its objects',
      'leave one of them out',
    );
  if (kind !== 'argo-cd' && argoCd !== undefined)
    problems.add('argoCd', argoCd, `nothing: it belongs to kind 'argo-cd'`, `kind: 'argo-cd'`);
  if (kind !== 'ci' && user !== undefined)
    problems.add('user', user, `nothing: ${kind} acts as the account`, `kind: 'ci'`);
  const project = kind === 'argo-cd' ? projectOf(argoCd, problems) : undefined;
  return {
    kind,
    name,
    namespace: namespace?.name ?? '',
    ...(user === undefined ? {} : { user: problems.leaf(user, checkUser) }),
    ...(project === undefined ? {} : { project }),
    labels,
  };
}

function checkUser(user: unknown, later: Problems): unknown {
  const fix = `'ci:shop/deploy:main'`;
  if (typeof user !== 'string' || user.trim() === '' || user !== user.trim())
    later.add('user', user, 'the name of the user, as the API server sees it', fix);
  else if (user.startsWith('system:'))
    later.add('user', user, 'a pipeline: users of system: are the cluster itself, or accounts', fix);
  return user;
}

/** Without a word about it no repository is allowed yet. */
function projectOf(argoCd: ArgoCdProps | undefined, problems: Problems): ArgoProject {
  const { repositories = [], namespace = 'argocd', server = 'https://kubernetes.default.svc' } = argoCd ?? {};
  if (argoCd !== undefined && repositories.length === 0)
    problems.add('argoCd.repositories', repositories, 'at least one repository', ARGO_CD_FIX);
  for (const [index, url] of repositories.entries()) {
    if (/^[^\s*?![\]{}]+$/.test(url)) continue;
    problems.add(
      `argoCd.repositories[${index}]`,
      url,
      'the URL of one repository, without wildcards',
      ARGO_CD_FIX,
    );
  }
  problems.addAll('argoCd.namespace', namespace, labelNameProblems(namespace), `namespace: 'argocd'`);
  if (!/^https:\/\/[^\s*?!/]+\/?$/.test(server))
    problems.add(
      'argoCd.server',
      server,
      'an address with https://',
      `server: 'https://kubernetes.default.svc'`,
    );
  return { namespace, server, repositories: [...repositories] };
}

/** What is suppressed at the Role of a deployer. */
export function suppressionsOfDeployer(): OptOut[] {
  return BROKEN_BY_DEPLOYERS.map((control) => ({
    control,
    reason: 'a deployer applies what the team has',
    optOut: true,
  }));
}
