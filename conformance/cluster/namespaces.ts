import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { must, type Output, run } from '../lib/command';
import { FACTS } from './facts';

/** Values that the kubelet wants to write into the whole machine: it finds them in files of ours, and writes none. */
export const SYSCTLS: Readonly<Record<string, string>> = {
  'vm/overcommit_memory': '1',
  'vm/panic_on_oom': '0',
  'kernel/panic': '10',
  'kernel/panic_on_oops': '1',
  'kernel/keys/root_maxkeys': '1000000',
  'kernel/keys/root_maxbytes': '25000000',
};

const WAIT_FOR_INIT = 5000;

/** Mount, network, process, host name and IPC namespaces with everything in them; they end with this process. */
export class Namespaces {
  private readonly started: ChildProcess[] = [];

  private constructor(
    /** Folder of the run: everything that is written lies here. */
    readonly folder: string,
    private readonly outer: ChildProcess,
    private readonly init: number,
  ) {}

  /**
   * Makes the namespaces; their first process ends when this one does, however that comes.
   * @param folder an empty folder that is neither below /var nor below /run
   * @param standin the program that is the first process
   */
  static async make(folder: string, standin: string): Promise<Namespaces> {
    const kinds = ['--mount', '--net', '--pid', '--uts', '--ipc'];
    const flags = [...kinds, '--fork', '--kill-child', '--propagation', 'private'];
    const outer = spawn('unshare', [...flags, standin, 'hold', 'until-eof'], {
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    const init = await childOf(outer);
    const made = new Namespaces(folder, outer, init);
    for (const step of [...mounts(folder), ...network()]) await made.must(step);
    return made;
  }

  /** The command that runs another one inside. */
  private enter(command: readonly string[]): string[] {
    return [
      'nsenter',
      '-t',
      String(this.init),
      '-m',
      '-n',
      '-p',
      '-u',
      '-i',
      `--wd=${this.folder}`,
      '--',
      ...command,
    ];
  }

  /** Runs a command inside to its end. */
  run(command: readonly string[], input = ''): Promise<Output> {
    return run(this.enter(command), { input });
  }

  /** Runs a command inside to its end. @throws Error where it fails */
  must(command: readonly string[]): Promise<string> {
    return must(this.enter(command));
  }

  /** Starts a program inside that runs on; its messages go to `log/NAME.log`. */
  start(name: string, command: readonly string[], env: Readonly<Record<string, string>> = {}): void {
    const log = openSync(this.logOf(name), 'a');
    const [program = '', ...args] = this.enter(command);
    const home = { HOME: join(this.folder, 'home') };
    const child = spawn(program, args, {
      stdio: ['ignore', log, log],
      env: { ...process.env, ...home, ...env },
    });
    child.on('error', () => undefined); // seen by anyone who waits for the program
    this.started.push(child);
  }

  /** The last lines that a program wrote. */
  tail(name: string, lines = 15): string {
    if (!existsSync(this.logOf(name))) return 'was not started';
    return readFileSync(this.logOf(name), 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  }

  /** Ends every process inside. */
  async end(): Promise<void> {
    const ended = new Promise((resolve) => this.outer.on('close', resolve));
    if (this.outer.exitCode !== null) return;
    process.kill(this.init, 'SIGKILL');
    await ended;
    await Promise.all(this.started.map((child) => hasEnded(child)));
  }

  private logOf(name: string): string {
    return join(this.folder, 'log', `${name}.log`);
  }
}

async function hasEnded(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  await new Promise((resolve) => child.on('close', resolve));
}

/** The first process inside, as this side numbers it. */
async function childOf(outer: ChildProcess): Promise<number> {
  const { pid } = outer;
  for (const start = Date.now(); Date.now() - start < WAIT_FOR_INIT; ) {
    const child = Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim());
    if (child > 0) return child;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('the namespaces were not made');
}

function mounts(folder: string): string[][] {
  const steps: string[][] = [
    ['hostname', FACTS.node],
    ['mount', '--rbind', '/sys/fs/cgroup', inside(folder, 'cgroups')],
    ['mount', '-t', 'proc', 'proc', '/proc'],
    ['mount', '-t', 'sysfs', 'sysfs', '/sys'],
    ['mount', '--rbind', inside(folder, 'cgroups'), '/sys/fs/cgroup'],
    ['umount', '-R', '-l', inside(folder, 'cgroups')],
    // A pod in a user namespace may mount these two only where one of each is not covered in part.
    ['mount', '-t', 'proc', 'proc', inside(folder, 'whole-proc')],
    ['mount', '-t', 'sysfs', 'sysfs', inside(folder, 'whole-sys')],
    ['mount', '-t', 'tmpfs', '-o', 'mode=755', 'tmpfs', '/run'],
    ['mount', '-t', 'tmpfs', '-o', 'mode=755', 'tmpfs', '/var'],
    ['mkdir', '-p', '/run/netns', '/run/lock', '/var/lib', '/var/log'],
    ['ln', '-s', '/run', '/var/run'],
    ['mount', '--make-rshared', '/'],
  ];
  for (const [name, value] of Object.entries(SYSCTLS)) {
    const file = join(inside(folder, 'sysctl'), name.replaceAll('/', '.'));
    writeFileSync(file, `${value}\n`);
    steps.push(['mount', '--bind', file, `/proc/sys/${name}`]);
  }
  steps.push(['mount', '--bind', claimedNodes(folder), '/sys/devices/system/node']);
  return steps;
}

/**
 * What the kubelet reads of CPUs: the real ones in as many memory nodes as it takes to claim the number wanted, so that
 * every number that it writes into a cpuset exists.
 */
function claimedNodes(folder: string): string {
  const memory = /^MemTotal:\s+(\d+) kB/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1] ?? '0';
  const real = cpus().length;
  for (let index = 0; index * real < FACTS.cpus; index++) {
    const node = inside(folder, `nodes/node${index}`);
    mkdirSync(join(node, 'hugepages'));
    writeFileSync(join(node, 'meminfo'), `Node ${index} MemTotal:       ${memory} kB\n`);
    writeFileSync(join(node, 'distance'), '10\n');
    for (let cpu = 0; cpu < real; cpu++) {
      const topology = inside(node, `cpu${cpu}/topology`);
      writeFileSync(join(topology, 'core_id'), `${cpu}\n`);
      writeFileSync(join(topology, 'physical_package_id'), '0\n');
    }
  }
  return join(folder, 'nodes');
}

/** The node has one interface; beyond it lies a world with one address outside and the metadata address of clouds. */
function network(): string[][] {
  const { nodeAddress, gateway, outside, metadata, pods } = FACTS;
  const world = (...rest: string[]): string[] => ['ip', '-n', 'world', ...rest];
  return [
    ['ip', 'link', 'set', 'lo', 'up'],
    ['ip', 'link', 'add', 'node0', 'type', 'veth', 'peer', 'name', 'node0peer'],
    ['ip', 'netns', 'add', 'world'],
    ['ip', 'link', 'set', 'node0peer', 'netns', 'world'],
    ['ip', 'addr', 'add', `${nodeAddress}/24`, 'dev', 'node0'],
    ['ip', 'link', 'set', 'node0', 'up'],
    world('link', 'set', 'lo', 'up'),
    world('addr', 'add', `${gateway}/24`, 'dev', 'node0peer'),
    world('link', 'set', 'node0peer', 'up'),
    world('addr', 'add', `${outside}/32`, 'dev', 'lo'),
    world('addr', 'add', `${metadata}/32`, 'dev', 'lo'),
    world('route', 'add', pods, 'via', nodeAddress),
    ['ip', 'route', 'add', 'default', 'via', gateway],
    ['sysctl', '-qw', 'net.ipv4.ip_forward=1'],
  ];
}

function inside(folder: string, name: string): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  return path;
}
