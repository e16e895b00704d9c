import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { BulwarkError } from '../core/errors';
import { once } from '../core/once';
import { check } from './check';
import { controlsCommand } from './controls';
import { codeOf, messageOfError } from './errors';
import { EXPORT_PROGRAMS } from './export-waivers';
import { hardenCommand } from './harden';
import { HELP } from './help';
import { init } from './init/init';
import { commandIo, FINDINGS, type Io, OK, type ProcessIo, USAGE, UsageError } from './io';
import { lock } from './lock/lock';
import { podSecurity } from './pod-security';

import { CLUSTER_NAMES, POLICY_NAMES } from './policy-options';
import { profile } from './profile';
import { seal } from './seal';
import { synth } from './synth/synth';

/** What makes a CronJob, loaded for the command that needs it. */
const emergencies = once((): typeof import('./break-glass/break-glass') =>
  require('./break-glass/break-glass'),
);

/** Columns of the help, the same on every terminal. */
const HELP_WIDTH = 100;

/**
 * The `bulwark` command.
 * @param args the arguments after the program's name
 * @returns the exit code: 0 fine; 1 findings or a broken app; 2 usage or unreadable input
 */
export async function run(args: readonly string[], streams: ProcessIo): Promise<number> {
  const io = commandIo(streams);
  let code = OK;
  const program = programOf(io, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    return failed(error, io);
  }
}

/** Every error as lines that say what to do; never a stack trace. */
function failed(error: unknown, io: Io): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? OK : USAGE;
  if (error instanceof UsageError) {
    io.stderr.lines(error.lines.map((line) => `bulwark: ${line}`));
    return USAGE;
  }
  // The line breaks of an error of ours are its own; third-party ones are not.
  const lines = error instanceof BulwarkError ? error.message.split('\n') : [textOf(error)];
  io.stderr.lines([`bulwark: ${lines[0] ?? ''}`, ...lines.slice(1)]);
  return FINDINGS;
}

function textOf(error: unknown): string {
  if (codeOf(error) !== undefined) return messageOfError(error);
  return error instanceof Error ? error.message : String(error);
}

/** The lines of a string that ends with a line break. */
function linesIn(text: string): string[] {
  return text.replace(/\n$/, '').split('\n');
}

type Take = (code: number) => void;

function programOf(io: Io, take: Take): Command {
  const program = new Command('bulwark')
    .description('Hardened Kubernetes by construction: render, check and harden manifests without a cluster.')
    .version(version())
    .exitOverride()
    .showSuggestionAfterError(true)
    .configureOutput({
      writeOut: (text) => io.stdout.lines(linesIn(text)),
      writeErr: (text) => io.stderr.lines(linesIn(text)),
      outputError: (text, write) =>
        write(
          `bulwark: ${text
            .replace(/^error: /, '')
            .trim()
            .replace(/\s*\n\s*/g, ' ')}\n`,
        ),
      getOutHelpWidth: () => HELP_WIDTH,
      getErrHelpWidth: () => HELP_WIDTH,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .addHelpText('after', HELP.program);
  addSynth(program, io, take);
  addCheck(program, io, take);
  addHarden(program, io, take);
  addPodSecurity(program, io, take);
  addLock(program, io, take);
  addProfile(program, io, take);
  addBreakGlass(program, io, take);
  addSeal(program, io, take);
  addControls(program, io, take);
  addInit(program, io, take);
  return program;
}

function format(): Option {
  return new Option('--format <format>', 'output format').choices(['text', 'json']).default('text');
}

function addSynth(program: Command, io: Io, take: Take): void {
  program
    .command('synth')
    .summary('run an app, check its manifests, and write them if there are no findings')
    .description(
      'Runs the app, checks its manifests, and replaces the output of the previous run. Writes nothing if there are findings.',
    )
    .option('--app <command>', 'the command that runs the app (default: app of cdk8s.yaml)')
    .option('--out <folder>', 'the output folder (default: output of cdk8s.yaml, else dist)')
    .option(
      '--pulumi',
      'the app is a Pulumi program: render it with mocks, without the Pulumi CLI and a cluster',
    )
    .option('--stack <name>', 'with --pulumi: the stack (default: the only Pulumi.<stack>.yaml, else dev)')
    .option('--config <key=value>', 'with --pulumi: a setting of the stack; repeatable', repeated)
    .option('--show-secrets', 'with --pulumi: write secrets, in files that only you can read')
    .option('--policy <policy>', `the policy, if the app sets none: ${POLICY_NAMES.join(', ')}, or a file`)
    .option(
      '--cluster <cluster>',
      `the cluster, instead of that of the app: ${CLUSTER_NAMES.join(', ')}, or a file`,
    )
    .option('--kubernetes <version>', 'with --cluster: version of the cluster')
    .option(
      '--waivers <file>',
      'YAML or JSON list of waivers, each for one object, in addition to those of the app',
    )
    .option('--today <day>', 'the date for the expiry of waivers (default: BULWARK_TODAY, else the clock)')
    .option('--images <lock>', 'the image lock, instead of that of the app')
    .option(
      '--against <path>',
      'file or folder of an earlier output: refuse what would replace a running workload, or lose data',
    )
    .addOption(kinds())
    .option('--report <file>', 'also write the complete report as JSON')
    .addOption(changes())
    .addOption(exported())
    .addOption(format())
    .addHelpText('after', HELP.synth)
    .action(async (options) => take(await synth(options, io)));
}

/** For what writes into third-party objects. */
function changes(): Option {
  return new Option('--changes', 'also print each field that was set in third-party objects');
}

function exported(): Option {
  return new Option(
    '--export-waivers <program=file>',
    `also write waivers and opt-outs for another program: ${EXPORT_PROGRAMS.join(', ')}; repeatable`,
  ).argParser(repeated);
}

/** An option that may be given again and again. */
function repeated(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), value];
}

/** Which files count, for every command that reads manifests. */
function addSelectionOptions(command: Command): Command {
  return command
    .option('--exclude <pattern>', 'leave files out, with a pattern as in .gitignore; repeatable', repeated)
    .option('--include <pattern>', 'read only matching files in folders; repeatable', repeated);
}

function controlsOption(): Option {
  return new Option('--controls <file>', 'CommonJS module that exports your own controls; its code runs');
}

function kinds(): Option {
  return new Option('--kinds <file>', 'YAML or JSON list of the pods in custom resources');
}

function addEngineOptions(command: Command): Command {
  return command
    .option('--policy <policy>', `the policy: ${POLICY_NAMES.join(', ')}, or a file (default: restricted)`)
    .option(
      '--cluster <cluster>',
      `the cluster: ${CLUSTER_NAMES.join(', ')}, or the file of a profile (default: kubeadm)`,
    )
    .option('--kubernetes <version>', 'version of the cluster (default: that of the profile)')
    .addOption(controlsOption())
    .addOption(kinds());
}

function addCheck(program: Command, io: Io, take: Take): void {
  const command = program
    .command('check')
    .summary('check any manifests with every control')
    .description(
      'Checks manifests without changing them. Reads *.yaml, *.yml and *.json in folders recursively.',
    )
    .argument('[paths...]', 'files, folders, or - for standard input (the default)');
  addSelectionOptions(addEngineOptions(command))
    .option('--separate', 'check each path separately, such as folders of environments')
    .option('--waivers <file>', 'YAML or JSON list of waivers, each for one object')
    .option(
      '--against <path>',
      'file or folder of an earlier version: find changes that the API server would refuse or that would lose data',
    )
    .option(
      '--report <file>',
      'report of the bulwark synth that wrote the files: use its rules, waivers and opt-outs',
    )
    .addOption(exported())
    .option('--no-waivers', 'ignore waivers')
    .option('--today <day>', 'the date for the expiry of waivers (default: BULWARK_TODAY, else the clock)')
    .addOption(format())
    .addHelpText('after', HELP.check)
    .action(async (paths: string[], options) => take(await check(paths, options, io)));
}

function addHarden(program: Command, io: Io, take: Take): void {
  const command = program
    .command('harden')
    .summary('harden any manifests')
    .description(
      'Sets safe defaults, replaces unsafe values if that is always correct, and lists what you have to decide.',
    )
    .argument('[paths...]', 'files, folders, or - for standard input (the default)')
    .option('--out <folder>', 'the output folder (default: standard output)')
    .addOption(changes());
  addSelectionOptions(addEngineOptions(command))
    .addHelpText('after', HELP.harden)
    .action(async (paths: string[], options) => take(await hardenCommand(paths, options, io)));
}

function addPodSecurity(program: Command, io: Io, take: Take): void {
  const command = program
    .command('pod-security')
    .summary('Pod Security Standards without a cluster')
    .description('Judges every pod by the Pod Security Standards, as the API server reports it.')
    .argument('[paths...]', 'files, folders, or - for standard input (the default)')
    .option('--policy-version <version>', 'latest, or one such as v1.36', 'latest')
    .addOption(kinds());
  addSelectionOptions(command)
    .addOption(format())
    .addHelpText('after', HELP['pod-security'])
    .action(async (paths: string[], options) => take(await podSecurity(paths, options, io)));
}

function addLock(program: Command, io: Io, take: Take): void {
  const command = program
    .command('lock')
    .summary('lock the digests of images')
    .description('Adds IMAGE with its DIGEST to the image lock, or looks up the digests of all images.')
    .usage('[options] IMAGE DIGEST\n       bulwark lock --update|--check|--list [paths...]')
    .argument('[args...]', 'IMAGE and DIGEST, or manifests to search for images')
    .option('--file <lock>', 'the image lock', 'images.lock.json')
    .option('--date <day>', 'the date of the lookup (default: BULWARK_TODAY, else the clock)')
    .option('--update', 'look up the digests of the images of the app or of manifests, and of the lock')
    .option('--check', 'list images without a digest, and old digests; contacts no registry')
    .option('--list', 'list the locked images')
    .option('--app <command>', 'the command that runs the app, without paths (default: app of cdk8s.yaml)')
    .option('--pulumi', 'the app is a Pulumi program')
    .option('--stack <name>', 'with --pulumi: the stack')
    .option('--config <key=value>', 'with --pulumi: a setting of the stack; repeatable', repeated)
    .option('--max-age <days>', 'with --check: maximum age of a lookup in days (default: 30)')
    .option('--mirror <registry=host>', 'with --update: query a mirror instead; repeatable', repeated)
    .option('--ca <file>', 'with --update: certificates of your own CA, in PEM')
    .option('--insecure-http', 'with --update: query registries on this machine without TLS')
    .option('--timeout <seconds>', 'with --update: timeout of a request in seconds (default: 30)');
  addSelectionOptions(command)
    .addHelpText('after', HELP.lock)
    .action(async (args: string[], options) => take(await lock(args, options, io)));
}

function addProfile(program: Command, io: Io, take: Take): void {
  program
    .command('profile')
    .summary('write the profile of a running cluster')
    .description(
      'Reads what kubectl says about a cluster and writes its profile, as --cluster takes it. Without a dump it prints the command that makes one.',
    )
    .option('--from-cluster [file]', 'the dump, as JSON or YAML; - or nothing is standard input')
    .addHelpText('after', HELP.profile)
    .action(async (options) => take(await profile(options, io)));
}

function addBreakGlass(program: Command, io: Io, take: Take): void {
  program
    .command('break-glass')
    .summary('grant temporary access to a namespace in an emergency')
    .description(
      'Writes a binding to the Role of a BreakGlass, with its end and its removal. Keep the file out of the reach of GitOps controllers.',
    )
    .option('--namespace <name>', 'the namespace')
    .option('--role <name>', 'the Role of the BreakGlass', 'break-glass')
    .option('--group <name>', 'the group that gets access, as the API server sees it')
    .option('--user <name>', 'or a user')
    .option('--for <time>', 'the duration from now, in minutes or hours; a day at most')
    .option('--until <moment>', 'or the end: RFC 3339, such as 2027-01-31T14:00:00Z')
    .option('--reason <text>', 'the reason, which is written to the binding')
    .addOption(
      new Option('--remove-by <what>', 'the tool that deletes it at its end').choices([
        'kyverno',
        'cron-job',
      ]),
    )
    .option('--image <image>', 'with --remove-by cron-job: an image with kubectl, and its digest')
    .option(
      '--remover-namespace <name>',
      'with --remove-by cron-job: the namespace of the platform for the CronJob',
    )
    .option('--policy <policy>', `the policy: ${POLICY_NAMES.join(', ')}, or a file (default: restricted)`)
    .option(
      '--cluster <cluster>',
      `the cluster: ${CLUSTER_NAMES.join(', ')}, or the file of a profile (default: kubeadm)`,
    )
    .option('--kubernetes <version>', 'version of the cluster (default: that of the profile)')
    .option('--out <file>', 'the file (default: standard output)')
    .addHelpText('after', HELP['break-glass'])
    .action((options) => take(emergencies().breakGlass(options, io)));
}

function addSeal(program: Command, io: Io, take: Take): void {
  program
    .command('seal')
    .summary('seal a Secret for the Sealed Secrets controller')
    .description(
      'Writes a SealedSecret that only the controller can decrypt, for one name in one namespace. Pass values in files or on standard input.',
    )
    .argument('<name>', 'the name of the Secret')
    .option('--namespace <namespace>', 'the namespace of the Secret')
    .option('--cert <file>', 'the certificate of the controller, a PEM file')
    .option('--from-file <key=file>', 'a key and the file with its value, or -; repeatable', repeated)
    .addOption(format())
    .addHelpText('after', HELP.seal)
    .action(async (name: string, options) => take(await seal(name, options, io)));
}

function addControls(program: Command, io: Io, take: Take): void {
  program
    .command('controls')
    .summary('list the controls, or explain one')
    .description(
      'Lists the catalogue of controls, or explains one: why, how to fix, and its ids in other programs.',
    )
    .argument('[id]', 'the control to explain')
    .addOption(controlsOption())
    .addOption(format())
    .addHelpText('after', HELP.controls)
    .action((id: string | undefined, options) => take(controlsCommand(id, options, io)));
}

function addInit(program: Command, io: Io, take: Take): void {
  program
    .command('init')
    .summary('create a project')
    .description(
      'Starts a project that synthesizes at once. In a cdk8s app it says what has to change. Overwrites nothing.',
    )
    .argument('[folder]', 'where', '.')
    .option('--dry-run', 'only say what would be written')
    .option('--write', 'in a cdk8s app: make the changes')
    .addHelpText('after', HELP.init)
    .action((folder: string, options) => take(init(folder, options, io)));
}

/** The version of the package. */
export function version(): string {
  const text: unknown = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8'));
  return typeof text === 'object' && text !== null && 'version' in text ? String(text.version) : '0.0.0';
}
