import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { must, run } from '../lib/command';

/** Debian packages that the cluster needs, each with a file that it brings. */
const PACKAGES: Readonly<Record<string, string>> = {
  iproute2: '/usr/sbin/ip',
  iptables: '/usr/sbin/iptables-nft',
  ipset: '/usr/sbin/ipset',
  conntrack: '/usr/sbin/conntrack',
  'busybox-static': '/usr/bin/busybox',
  'libseccomp-dev': '/usr/include/seccomp.h',
  'pkg-config': '/usr/bin/pkg-config',
  gcc: '/usr/bin/gcc',
  jq: '/usr/bin/jq',
  'libc6-dev': '/usr/include/stdlib.h',
};

/** Whether a file is there, whichever of the two places of a merged file system names it. */
const isThere = (file: string): boolean => existsSync(file) || existsSync(file.replace(/^\/usr/, ''));

/**
 * Looks whether this machine can hold the cluster: root, and namespaces.
 * @throws Error that says what is missing and how to get it
 */
export async function checkHost(): Promise<void> {
  if (process.getuid?.() !== 0) {
    throw new Error(
      'the cluster needs root, for namespaces, mounts and cgroups: run it with sudo, or in a privileged container',
    );
  }
  const namespaces = ['unshare', '--mount', '--net', '--pid', '--uts', '--ipc', '--fork', 'true'];
  const { code, stderr } = await run(namespaces);
  if (code !== 0) {
    throw new Error(
      `this machine forbids namespaces (${stderr.trim()}): run a container with --privileged, or a virtual machine`,
    );
  }
}

/** Installs the packages that the cluster needs and that are not there. @throws Error where that fails */
export async function installPackages(): Promise<void> {
  const missing = Object.keys(PACKAGES).filter((name) => !isThere(PACKAGES[name] ?? ''));
  if (missing.length === 0) return;
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await must(['apt-get', 'update', '-qq'], { env });
  await must(['apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...missing], { env });
}

const CGROUPS = '/sys/fs/cgroup';

/** The folders of the cgroup hierarchies: one each in version 1, one in all in version 2. */
function hierarchies(): string[] {
  if (existsSync(join(CGROUPS, 'cgroup.controllers'))) return [CGROUPS];
  return readdirSync(CGROUPS)
    .map((name) => join(CGROUPS, name))
    .filter((folder) => existsSync(join(folder, 'cgroup.procs')));
}

/** Makes an empty cgroup for the pods in every hierarchy, and removes those of runs that were killed. */
export function makeCgroups(name: string): void {
  for (const hierarchy of hierarchies()) {
    for (const old of readdirSync(hierarchy)) {
      const [, pid] = /^bulwark-(\d+)(?:-\d+)?$/.exec(old) ?? [];
      if (pid !== undefined && !existsSync(`/proc/${pid}`)) removeTree(join(hierarchy, old));
    }
    const folder = join(hierarchy, name);
    mkdirSync(folder, { recursive: true });
    for (const file of ['cpuset.cpus', 'cpuset.mems']) {
      const own = join(hierarchy, file);
      if (hierarchy !== CGROUPS && existsSync(own)) writeFileSync(join(folder, file), readFileSync(own));
    }
  }
}

/** Removes the cgroups again. @returns those that could not be removed */
export function removeCgroups(name: string): string[] {
  return hierarchies()
    .map((hierarchy) => join(hierarchy, name))
    .filter((folder) => existsSync(folder) && !removeTree(folder));
}

function removeTree(folder: string): boolean {
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isDirectory()) removeTree(join(folder, entry.name));
    }
    rmdirSync(folder);
    return true;
  } catch {
    return false;
  }
}
