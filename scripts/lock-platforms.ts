/**
 * Completes `package-lock.json`: npm leaves out the packages of platforms that its registry did not offer when the lock
 * was written, and `npm ci` of npm 11 then refuses the lock. Each missing one gets its version, which the package that
 * wants it pins, and the platform that its name says, so that it is only ever fetched there. `npm run lock` runs this.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An entry of the lock, as far as it matters here. */
interface LockedPackage {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  integrity?: string;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

type Platform = Pick<LockedPackage, 'os' | 'cpu' | 'libc'>;

const SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64'];

/** The platform in a name such as `@swc/core-linux-arm64-musl`; undefined where the name says none. */
export function platformOf(name: string): Platform | undefined {
  const words = name.slice(name.lastIndexOf('/') + 1).split('-');
  const os = words.find((word) => SYSTEMS.includes(word));
  const cpu = words.find((word) => PROCESSORS.includes(word));
  if (os === undefined || cpu === undefined) return undefined;
  const last = words.at(-1) ?? '';
  const libc =
    os !== 'linux'
      ? undefined
      : last.startsWith('musl')
        ? 'musl'
        : last.startsWith('gnu')
          ? 'glibc'
          : undefined;
  return { os: [os], cpu: [cpu], ...(libc === undefined ? {} : { libc: [libc] }) };
}

/** The packages with an entry for each exactly pinned platform package that has none. */
export function completed(packages: Readonly<Record<string, LockedPackage>>): Record<string, LockedPackage> {
  const all = new Map(Object.entries(packages));
  for (const [path, owner] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(owner.optionalDependencies ?? {})) {
      const key = `node_modules/${name}`;
      const platform = platformOf(name);
      const known = all.get(key) ?? all.get(`${path}/${key}`);
      if (platform === undefined || !/^\d/.test(version) || known?.integrity !== undefined) continue;
      all.set(key, { version, ...platform, ...(owner.dev === true ? { dev: true } : {}), optional: true });
    }
  }
  return Object.fromEntries([...all].sort(([a], [b]) => a.localeCompare(b, 'en')));
}

function main(): void {
  const file = join(__dirname, '..', 'package-lock.json');
  const lock: { packages: Record<string, LockedPackage> } = JSON.parse(readFileSync(file, 'utf8'));
  const packages = completed(lock.packages);
  const added = Object.keys(packages).length - Object.keys(lock.packages).length;
  writeFileSync(file, `${JSON.stringify({ ...lock, packages }, null, 2)}\n`);
  console.log(`${added} platform packages added to package-lock.json`);
}

if (require.main === module) main();
