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
    .description('Hardened Kubernetes by construction: render, judge and harden manifests without a cluster.')
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
  return new Option('--format <format>', 'how the result is printed')
    .choices(['text', 'json'])
    .default('text');
}

function addSynth(program: Command, io: Io, take: Take): void {
  program
    .command('synth')
    .summary('run an app and write its manifests, if nothing stands against them')
    .description(
      'Runs the app, judges what it renders, and replaces the output of the previous run: all of it or nothing.',
    )
    .option('--app <command>', 'the command that runs the app (default: app of cdk8s.yaml)')
    .option('--out <folder>', 'where the manifests go (default: output of cdk8s.yaml, else dist)')
    .option('--pulumi', 'the app is a Pulumi program: render it with mocks, without CLI and cluster')
    .option('--stack <name>', 'with --pulumi: the stack (default: the only Pulumi.<stack>.yaml, else dev)')
    .option('--config <key=value>', 'with --pulumi: a setting of the stack, again and again', repeated)
    .option('--show-secrets', 'with --pulumi: write secrets, in files that only you can read')
    .option(
      '--policy <policy>',
      `what is asked of an app that names no policy: ${POLICY_NAMES.join(', ')}, or a file`,
    )
    .option(
      '--cluster <cluster>',
      `the cluster, in place of the one that the app names: ${CLUSTER_NAMES.join(', ')}, or a file`,
    )
    .option('--kubernetes <version>', 'with --cluster: version of the cluster')
    .option('--waivers <file>', 'YAML or JSON list of waivers, each for one object, beside those of the app')
    .option('--today <day>', 'the day on which waivers are judged (default: BULWARK_TODAY, else the clock)')
    .option('--images <lock>', 'image lock to use in place of the one that the app names')
    .option(
      '--against <path>',
      'file or folder of an earlier output: refuse what would replace a running workload, or lose data',
    )
    .addOption(kinds())
    .option('--report <file>', 'also write the whole report as JSON')
    .addOption(changes())
    .addOption(exported())
    .addOption(format())
    .addHelpText('after', HELP.synth)
    .action(async (options) => take(await synth(options, io)));
}

/** For what writes into third-party objects. */
function changes(): Option {
  return new Option('--changes', 'also print each field that was written into third-party objects');
}

function exported(): Option {
  return new Option(
    '--export-waivers <program=file>',
    `also write what is suppressed for another program: ${EXPORT_PROGRAMS.join(', ')}; again and again`,
  ).argParser(repeated);
}

/** An option that may be given again and again. */
function repeated(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), value];
}

/** Which files count, for every command that reads manifests. */
function addSelectionOptions(command: Command): Command {
  return command
    .option('--exclude <pattern>', 'leave files out, as a line of .gitignore does; again and again', repeated)
    .option(
      '--include <pattern>',
      'of folders read the files that match, and no others; again and again',
      repeated,
    );
}

function controlsOption(): Option {
  return new Option('--controls <file>', 'CommonJS module that exports controls of your own; its code runs');
}

function kinds(): Option {
  return new Option('--kinds <file>', 'YAML or JSON list of what custom resources carry');
}

function addEngineOptions(command: Command): Command {
  return command
    .option('--policy <policy>', `what is asked: ${POLICY_NAMES.join(', ')}, or a file (default: restricted)`)
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
    .summary("judge anybody's manifests by every control")
    .description(
      'Judges manifests as they are; changes nothing. Folders are walked for *.yaml, *.yml and *.json.',
    )
    .argument('[paths...]', 'files, folders, or - for standard input (the default)');
  addSelectionOptions(addEngineOptions(command))
    .option('--separate', 'judge each path that is named by itself, such as the folders of environments')
    .option('--waivers <file>', 'YAML or JSON list of waivers, each for one object')
    .option(
      '--against <path>',
      'file or folder of an earlier version: what the API server would refuse, and data that would be lost',
    )
    .option(
      '--report <file>',
      'report of the bulwark synth that wrote the files: its rules, waivers and opt-outs',
    )
    .addOption(exported())
    .option('--no-waivers', 'judge as if there were no waivers')
    .option('--today <day>', 'the day on which waivers are judged (default: BULWARK_TODAY, else the clock)')
    .addOption(format())
    .addHelpText('after', HELP.check)
    .action(async (paths: string[], options) => take(await check(paths, options, io)));
}

function addHarden(program: Command, io: Io, take: Take): void {
  const command = program
    .command('harden')
    .summary("write anybody's manifests hardened")
    .description(
      'Fills in safe defaults and replaces unsafe values where that is always right; says what needs a decision.',
    )
    .argument('[paths...]', 'files, folders, or - for standard input (the default)')
    .option('--out <folder>', 'folder that the files go to (default: standard output)')
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
    .summary('note the digests of images')
    .description(
      'Adds IMAGE with its DIGEST to the image lock, or asks the registries for the digests of all images.',
    )
    .usage('[options] IMAGE DIGEST\n       bulwark lock --update|--check|--list [paths...]')
    .argument('[args...]', 'IMAGE and DIGEST; else manifests to look for images without a digest')
    .option('--file <lock>', 'the image lock', 'images.lock.json')
    .option('--date <day>', 'the day of the look-up (default: BULWARK_TODAY, else the clock)')
    .option(
      '--update',
      'ask the registries for the digests of the lock, and of manifests or the app, and note them',
    )
    .option('--check', 'say which images have no digest, and which digests are old; asks no registry')
    .option('--list', 'show what is locked')
    .option(
      '--app <command>',
      'the command that runs the app, where no paths are named (default: app of cdk8s.yaml)',
    )
    .option('--pulumi', 'the app is a Pulumi program')
    .option('--stack <name>', 'with --pulumi: the stack')
    .option('--config <key=value>', 'with --pulumi: a setting of the stack, again and again', repeated)
    .option('--max-age <days>', 'with --check: days that a look-up holds (default: 30)')
    .option('--mirror <registry=host>', 'with --update: ask another host; again and again', repeated)
    .option('--ca <file>', 'with --update: certificates of your own authority, in PEM')
    .option('--insecure-http', 'with --update: ask registries on this machine without TLS')
    .option('--timeout <seconds>', 'with --update: time that a request may take (default: 30)');
  addSelectionOptions(command)
    .addHelpText('after', HELP.lock)
    .action(async (args: string[], options) => take(await lock(args, options, io)));
}

function addProfile(program: Command, io: Io, take: Take): void {
  program
    .command('profile')
    .summary('write the profile of a cluster that runs')
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
    .summary('give somebody rights in a namespace for an emergency, with an end')
    .description(
      'Writes a binding to the Role of a BreakGlass, with its end and what removes it then. Keep the file out of what a controller applies.',
    )
    .option('--namespace <name>', 'the namespace')
    .option('--role <name>', 'the Role for emergencies there', 'break-glass')
    .option('--group <name>', 'who gets the rights: a group, as the API server sees it')
    .option('--user <name>', 'or a user')
    .option('--for <time>', 'how long, from now: minutes or hours, a day at most')
    .option('--until <moment>', 'or until when: RFC 3339, such as 2027-01-31T14:00:00Z')
    .option('--reason <text>', 'why; it is written into the binding')
    .addOption(
      new Option('--remove-by <what>', 'what deletes it at its end').choices(['kyverno', 'cron-job']),
    )
    .option('--image <image>', 'with --remove-by cron-job: an image with kubectl, and its digest')
    .option(
      '--remover-namespace <name>',
      'with --remove-by cron-job: the namespace of the platform that it runs in',
    )
    .option('--policy <policy>', `what is asked: ${POLICY_NAMES.join(', ')}, or a file (default: restricted)`)
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
    .summary('seal values for the controller of Sealed Secrets')
    .description(
      'Writes a SealedSecret that only the controller can open, for one name in one namespace. Values come from files or standard input, never from arguments.',
    )
    .argument('<name>', 'the name of the Secret')
    .option('--namespace <namespace>', 'the namespace of the Secret')
    .option('--cert <file>', 'the certificate of the controller, a PEM file')
    .option('--from-file <key=file>', 'a key and the file with its value, or -; again and again', repeated)
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
    .summary('start a project')
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
