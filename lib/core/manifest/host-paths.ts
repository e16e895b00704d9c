/** Directories of a node with its keys, the files of all its pods and the programs that run as root. */
export const SYSTEM_DIRECTORIES: readonly string[] = [
  '/bin',
  '/boot',
  '/dev',
  '/etc',
  '/lib',
  '/lib64',
  '/proc',
  '/root',
  '/run',
  '/sbin',
  '/sys',
  '/usr',
  '/var/lib/containerd',
  '/var/lib/containers',
  '/var/lib/docker',
  '/var/lib/etcd',
  '/var/lib/kubelet',
  'C:\\Program Files',
  'C:\\ProgramData',
  'C:\\Windows',
];

/**
 * A path of a node in one form: no double slashes, no `.` and `..`, no slash at the end, `/var/run` as `/run`.
 * The root is the empty text. Windows paths lose the drive, and get slashes and small letters.
 */
export function normalPath(path: string): string {
  const windows = /^(?:[a-z]:|\\\\)/i.test(path);
  const text = windows
    ? path
        .replace(/^[a-z]:/i, '')
        .replaceAll('\\', '/')
        .toLowerCase()
    : path;
  const parts: string[] = [];
  for (const part of text.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  if (parts[0] === 'var' && parts[1] === 'run') parts.shift();
  return parts.length === 0 ? '' : `/${parts.join('/')}`;
}

/** Whether a normal path is a directory or lies below it. */
export function liesIn(path: string, directory: string): boolean {
  return path === directory || path.startsWith(`${directory}/`);
}

/** Whether a normal path is one of some directories, lies below one, or holds one. */
export function isSystemPath(path: string, directories: readonly string[] = SYSTEM_DIRECTORIES): boolean {
  return directories.some((directory) => {
    const listed = normalPath(directory);
    return liesIn(path, listed) || liesIn(listed, path);
  });
}

/** Where container runtimes listen by default; `/var/run` is `/run`. */
const SOCKETS = [
  '/run/buildkit/buildkitd.sock',
  '/run/containerd/containerd.sock',
  '/run/cri-dockerd.sock',
  '/run/crio/crio.sock',
  '/run/docker.sock',
  '/run/docker/containerd/containerd.sock',
  '/run/dockershim.sock',
  '/run/k0s/containerd.sock',
  '/run/k3s/containerd/containerd.sock',
  '/run/podman/podman.sock',
  '/var/snap/microk8s/common/run/containerd.sock',
  '/pipe/containerd-containerd',
  '/pipe/docker_engine',
];

const NAMES: ReadonlySet<string> = new Set(
  SOCKETS.map((socket) => socket.slice(socket.lastIndexOf('/') + 1)),
);

/** Whether a normal path is the socket of a container runtime, or holds one. */
export function opensRuntime(path: string): boolean {
  return NAMES.has(path.slice(path.lastIndexOf('/') + 1)) || SOCKETS.some((socket) => liesIn(socket, path));
}

/** Files and directories of a node where agents of the clouds keep what they sign in with. */
const PLACES = [
  '/etc/kubernetes/azure.json',
  '/etc/kubernetes/cloud-config',
  '/etc/kubernetes/cloud.conf',
  '/gcloud',
  '/var/lib/cloud',
  '/var/lib/waagent',
];

/** Directories below a home where the command-line tools of the clouds keep what they sign in with. */
const IN_HOMES = ['/.aws/', '/.azure/', '/.config/gcloud/', '/.oci/'];

/** Whether a normal path is one of them, or holds one. */
export function mayHoldCredentials(path: string): boolean {
  if (PLACES.some((place) => liesIn(path, place) || liesIn(place, path))) return true;
  const inside = `${path}/`;
  return (
    IN_HOMES.some((place) => inside.includes(place)) ||
    /^\/(?:root|(?:home|users)(?:\/[^/]+)?)$/.test(path) ||
    /^\/.+\/\.config$/.test(path)
  );
}
