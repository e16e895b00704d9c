import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder } from '../../lib/cache';
import { must } from '../../lib/command';
import { blobOf, type Image, writeImage } from '../oci';
import { RECIPES, type Recipe } from './recipes';

const FILES = join(__dirname, 'files');

/** What only the scripts of the packages need, which do not run here, and PostgreSQL's compiler of queries. */
const LEFT_OUT =
  /^(perl|libperl|dpkg|debconf|adduser|passwd|usrmerge|tar|ucf|ssl-cert|openssl|sensible-utils|locales|libc-l10n|init-system-helpers|sysvinit-utils|iproute2|libllvm|libz3)/;

/** Paths that no program opens. */
const UNUSED = ['doc', 'man', 'locale', 'i18n', 'info', 'lintian'].map((name) => `./usr/share/${name}`);

const COMPILER = ['./usr/lib/postgresql/*/lib/bitcode', './usr/lib/postgresql/*/lib/llvmjit*'];

const USUAL_PATH = '/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** An image of a real program. */
export interface RealImage extends Image {
  readonly name: string;
  /** Version of the program. */
  readonly version: string;
}

/** A change of a recipe or of a file makes the images anew, and nothing else does. */
function fingerprint(): string {
  const hash = createHash('sha256').update(JSON.stringify(RECIPES)).update(readFileSync(__filename));
  const files = readdirSync(FILES, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  for (const path of files.map((file) => join(file.parentPath, file.name)).sort())
    hash.update(path.slice(FILES.length)).update(readFileSync(path));
  return hash.digest('hex').slice(0, 8);
}

/**
 * Makes the images of the real programs where they are not in the cache, of the newest packages of this Debian.
 * @throws Error with the messages of what failed
 */
export async function realImages(say: (line: string) => void): Promise<RealImage[]> {
  const folder = join(cacheFolder(), `debian-images-${fingerprint()}`);
  if (!existsSync(folder)) {
    say('making images of Debian packages');
    const beside = `${folder}.${process.pid}.new`;
    try {
      await must(['apt-get', 'update', '-qq']);
      for (const [name, recipe] of Object.entries(RECIPES)) await makeImage(name, recipe, join(beside, name));
      if (!existsSync(folder)) renameSync(beside, folder);
    } finally {
      rmSync(beside, { recursive: true, force: true });
    }
  }
  return Object.keys(RECIPES).map((name) => {
    const text = (file: string): string => readFileSync(join(folder, name, file), 'utf8');
    return { name, folder: join(folder, name), digest: text('digest'), version: text('version') };
  });
}

async function makeImage(name: string, recipe: Recipe, folder: string): Promise<void> {
  const [root, archives] = [join(folder, 'root'), join(folder, 'archives')];
  const packages = await download(recipe.packages, archives);
  for (const file of packages.filter((each) => !LEFT_OUT.test(each)))
    await must(['dpkg-deb', '-x', join(archives, file), root]);
  const own = join(FILES, name);
  if (existsSync(own)) await must(['cp', '-r', '--no-target-directory', own, root]);
  finishRoot(root, recipe);
  const layer = join(folder, 'layer.tar');
  await must([
    ...['tar', '--create', `--file=${layer}`, `--directory=${root}`, '--sort=name', '--mtime=@0'],
    ...['--owner=0', '--group=0', '--numeric-owner', '--mode=go-w'],
    ...[...UNUSED, ...COMPILER].map((path) => `--exclude=${path}`),
    '.',
  ]);
  const { entrypoint, workingDir } = recipe;
  const env = { PATH: USUAL_PATH, ...recipe.env };
  const image = writeImage(folder, [blobOf(readFileSync(layer))], {
    entrypoint,
    env,
    user: '0:0', // as such images have it: the manifest must say another one
    ...(workingDir === undefined ? {} : { workingDir }),
  });
  for (const path of [root, archives, layer]) rmSync(path, { recursive: true });
  writeFileSync(join(folder, 'digest'), image.digest);
  writeFileSync(join(folder, 'version'), versionOf(packages, recipe.version));
}

/** Downloads packages with everything that they depend on, as for an empty machine. @returns names of the files */
async function download(packages: readonly string[], archives: string): Promise<string[]> {
  mkdirSync(join(archives, 'partial'), { recursive: true });
  writeFileSync(join(archives, 'status'), '');
  const options = {
    'Dir::State::status': join(archives, 'status'),
    'Dir::Cache::archives': archives,
    'Dir::Cache::pkgcache': '',
    'Dir::Cache::srcpkgcache': '',
    'Debug::NoLocking': '1',
    'APT::Sandbox::User': 'root',
  };
  await must([
    ...['apt-get', 'install', '-y', '-qq', '--download-only', '--no-install-recommends'],
    ...Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
    ...packages,
  ]);
  return readdirSync(archives)
    .filter((file) => file.endsWith('.deb'))
    .sort();
}

/** What the scripts of the packages would have made. */
function finishRoot(root: string, { links = {}, workingDir }: Recipe): void {
  const put = (path: string): string => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    return join(root, path);
  };
  writeFileSync(put('etc/passwd'), 'root:x:0:0:root:/root:/bin/sh\n');
  writeFileSync(put('etc/group'), 'root:x:0:\n');
  writeFileSync(put('etc/nsswitch.conf'), 'passwd: files\ngroup: files\nhosts: files dns\n');
  for (const folder of ['tmp', 'proc', 'sys', 'dev', workingDir ?? 'tmp'])
    mkdirSync(put(folder), { recursive: true });
  for (const [path, to] of Object.entries(links)) symlinkSync(to, put(path));
}

/** Version of the program, out of a file name such as `redis-server_5%3a7.0.15-1~deb12u10_amd64.deb`. */
function versionOf(files: readonly string[], name: string): string {
  const file = files.find((each) => each.startsWith(`${name}_`)) ?? '';
  const [, version = ''] = file.split('_');
  return decodeURIComponent(version)
    .replace(/^\d+:/, '')
    .replace(/-[^-]*$/, '');
}
