import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { BreakGlassBinding } from '../../core/break-glass/binding';
import { DURATION_NEEDS, durationOf, LONGEST, momentOf, ROLE_LIMIT } from '../../core/break-glass/terms';
import { labelNameProblems, subdomainProblems } from '../../core/manifest/names';
import { INDEX_FILE } from '../../writer/write';
import { type Io, UsageError } from '../io';
import type { EngineOptions } from '../policy-options';

/** Options of `bulwark break-glass`. */
export interface BreakGlassOptions extends Pick<EngineOptions, 'policy' | 'cluster' | 'kubernetes'> {
  readonly namespace?: string;
  /** The Role for emergencies. */
  readonly role: string;
  readonly user?: string;
  readonly group?: string;
  /** How long, such as `2h`. */
  readonly for?: string;
  /** Until when, RFC 3339. */
  readonly until?: string;
  readonly reason?: string;
  readonly removeBy?: 'kyverno' | 'cron-job';
  /** Of the CronJob: an image with kubectl. */
  readonly image?: string;
  /** Of the CronJob: the namespace that it runs in. */
  readonly removerNamespace?: string;
  /** @default standard output */
  readonly out?: string;
}

const LEAST_REASON = 20;

/**
 * Who gets what, until when.
 * @throws UsageError with everything that is wrong with the options
 */
export function bindingFrom(options: BreakGlassOptions, io: Io): BreakGlassBinding {
  const { namespace = '', role, user, group, reason = '', removeBy } = options;
  const problems = [
    ...labelNameProblems(namespace).map((problem) => `--namespace: needs ${problem}`),
    ...subdomainProblems(role).map((problem) => `--role: needs ${problem}`),
    ...(role.length > ROLE_LIMIT ? [`--role: needs at most ${ROLE_LIMIT} characters`] : []),
    ...subjectProblems(user, group),
    ...(reason.trim().length < LEAST_REASON
      ? [`--reason: needs a reason of ${LEAST_REASON} characters or more`]
      : []),
    ...(removeBy === undefined
      ? ['--remove-by: needs kyverno or cron-job: nothing ends in a cluster by itself']
      : []),
    ...removerProblems(options),
    ...outProblems(options.out, io),
  ];
  const until = endOf(options, io.now(), problems);
  if (problems.length > 0 || until === undefined) throw new UsageError(problems);
  const subject =
    group === undefined
      ? ({ kind: 'User', name: user ?? '' } as const)
      : ({ kind: 'Group', name: group } as const);
  return { namespace, role, subject, until, reason, kyverno: removeBy === 'kyverno' };
}

/** Who changes workloads in the namespace of the binding could delete a CronJob there, and keep the rights. */
function removerProblems(options: BreakGlassOptions): string[] {
  const { namespace, removeBy, image, removerNamespace } = options;
  if (removeBy !== 'cron-job') {
    const given = { '--image': image, '--remover-namespace': removerNamespace };
    return Object.entries(given).flatMap(([option, value]) =>
      value === undefined ? [] : [`${option}: needs --remove-by cron-job`],
    );
  }
  const problems = image === undefined ? ['--image: needs an image with kubectl and its digest'] : [];
  if (removerNamespace === undefined || removerNamespace === namespace)
    problems.push(
      '--remover-namespace: needs a namespace of the platform: who gets the rights could delete a CronJob in their own',
    );
  else
    for (const problem of labelNameProblems(removerNamespace))
      problems.push(`--remover-namespace: needs ${problem}`);
  return problems;
}

function subjectProblems(user: string | undefined, group: string | undefined): string[] {
  const name = user ?? group;
  if (name === undefined) return ['--group, --user: needs one of the two'];
  if (user !== undefined && group !== undefined) return ['--user: needs either --user or --group'];
  const option = user === undefined ? '--group' : '--user';
  if (name.trim() === '' || name !== name.trim())
    return [`${option}: needs a name as the API server sees it`];
  if (name.startsWith('system:'))
    return [
      `${option}: found ${JSON.stringify(name)}; needs people: those of system: are everybody, accounts or the cluster itself`,
    ];
  return [];
}

function endOf({ for: given, until }: BreakGlassOptions, now: Date, problems: string[]): Date | undefined {
  if (given !== undefined && until !== undefined) problems.push('--until: needs either --until or --for');
  else if (given !== undefined) {
    const seconds = durationOf(given);
    if (seconds !== undefined) return new Date(now.getTime() + seconds * 1000);
    problems.push(`--for: found ${JSON.stringify(given)}; needs ${DURATION_NEEDS}`);
  } else if (until === undefined) problems.push('--for, --until: needs one of the two, such as --for 2h');
  else return momentFrom(until, now, problems);
  return undefined;
}

function momentFrom(until: string, now: Date, problems: string[]): Date | undefined {
  const moment = momentOf(until);
  const found = `--until: found ${JSON.stringify(until)}`;
  if (moment === undefined) problems.push(`${found}; needs a moment such as 2027-01-31T14:00:00Z`);
  else if (moment <= now) problems.push(`${found}, which has passed; needs a later moment`);
  else if (moment.getTime() - now.getTime() > LONGEST * 1000)
    problems.push(`${found}; needs a moment within a day`);
  return moment;
}

/** A controller applies what is in an output again and again: a binding there would come back. */
function outProblems(out: string | undefined, io: Io): string[] {
  if (out === undefined) return [];
  const given = dirname(resolve(io.cwd, out));
  // A link may lead into an output.
  let folder = existsSync(given) ? realpathSync(given) : given;
  for (;;) {
    if (lstatSync(join(folder, INDEX_FILE), { throwIfNoEntry: false }) !== undefined)
      return [
        `--out: found a file in an output of bulwark synth; needs one elsewhere, as a controller would apply it again and again`,
      ];
    const above = dirname(folder);
    if (above === folder) return [];
    folder = above;
  }
}
