import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { run } from '../lib/command';
import { SYSCTLS } from './namespaces';

/** What a cluster could change of the machine, as strings to compare. */
export type HostState = Readonly<Record<string, string>>;

const FILES = [
  '/proc/self/mounts',
  '/proc/net/route',
  '/proc/sys/net/ipv4/ip_forward',
  '/proc/sys/kernel/hostname',
];

const FOLDERS = ['/sys/class/net', '/var/lib', '/var/log', '/run', '/etc', '/opt', '/usr/libexec'];

/** Mounts, interfaces, routes, packet filters, kernel settings and system folders of the machine. */
export async function hostState(): Promise<HostState> {
  const state: Record<string, string> = {};
  for (const file of [...FILES, ...Object.keys(SYSCTLS).map((name) => `/proc/sys/${name}`)]) {
    state[file] = existsSync(file) ? readFileSync(file, 'utf8') : 'absent';
  }
  for (const folder of FOLDERS)
    state[folder] = existsSync(folder) ? readdirSync(folder).sort().join(' ') : 'absent';
  for (const command of ['iptables-nft-save', 'ip6tables-nft-save']) {
    const { stdout } = await run([command]);
    state[command] = stdout.replaceAll(/^#.*\n/gm, '');
  }
  state.ipset = (await run(['ipset', 'list', '-name'])).stdout;
  return state;
}
