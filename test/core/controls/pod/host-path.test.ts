import fc from 'fast-check';
import { controlOf } from '../../../../lib/core/controls';
import { normalPath } from '../../../../lib/core/manifest/host-paths';
import { problemsOf } from '../harness';

function flags(id: string, path: string): boolean {
  const control = controlOf(id);
  if (control === undefined) throw new Error(`no control ${id}`);
  return problemsOf(control, { spec: { volumes: [{ name: 'h', hostPath: { path } }] } }).length > 0;
}

test.each([
  ['/', ''],
  ['', ''],
  ['//srv///data/', '/srv/data'],
  ['/srv/./a/../b', '/srv/b'],
  ['/../..', ''],
  ['/var/run', '/run'],
  ['/var/runner', '/var/runner'],
  ['/srv/../var/run/crio', '/run/crio'],
  ['C:\\', ''],
  ['c:/Windows\\System32', '/windows/system32'],
  ['\\\\.\\pipe\\docker_engine', '/pipe/docker_engine'],
  ['/Srv', '/Srv'],
])('%s is %s', (path, normal) => {
  expect(normalPath(path)).toBe(normal);
});

const NAME = fc.constantFrom('a', 'srv', 'etc', 'var', 'run', 'lib', '..', '.', '', 'docker.sock');
const PATH = fc.array(NAME, { maxLength: 6 }).map((names) => `/${names.join('/')}`);

test('a normal path stays as it is', () => {
  fc.assert(fc.property(PATH, (path) => expect(normalPath(normalPath(path))).toBe(normalPath(path))));
});

test('no spelling hides a path, and no directory hides what it holds', () => {
  const dangerous = fc.constantFrom<[string, string]>(
    ['no-sensitive-host-path', '/etc/kubernetes'],
    ['no-sensitive-host-path', '/var/lib/kubelet/pods'],
    ['no-cloud-credential-host-path', '/etc/kubernetes/azure.json'],
    ['no-container-runtime-socket', '/run/containerd/containerd.sock'],
    ['no-container-runtime-socket', '/var/run/docker.sock'],
  );
  const detour = fc.constantFrom('/', '//', '/./', '/x/../', '/x/y/../../');
  fc.assert(
    fc.property(
      dangerous,
      fc.array(detour, { minLength: 5, maxLength: 5 }),
      fc.nat(5),
      ([id, path], ways, up) => {
        const parts = path.slice(1).split('/');
        const holder = parts.slice(0, Math.max(0, parts.length - (up % (parts.length + 1))));
        const spelled = holder.map((part, index) => `${ways[index]}${part}`).join('');
        expect({ id, spelled, flagged: flags(id, spelled === '' ? '/' : spelled) }).toMatchObject({
          flagged: true,
        });
      },
    ),
    { numRuns: 200 },
  );
});
