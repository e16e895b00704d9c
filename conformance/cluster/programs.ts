import { join } from 'node:path';
import type { GoProgram } from '../lib/go-program';

const FOLDER = join(__dirname, 'programs');
const CALICO = 'github.com/projectcalico/calico';
const PLUGINS = 'github.com/containernetworking/plugins/plugins';

/** What the versions of the API server share; each is a module of its own in `programs/`. */
const component = (version: string): Readonly<Record<string, string>> => ({
  'k8s.io/component-base/version.gitVersion': `v${version}`,
  'k8s.io/component-base/version.gitMajor': '1',
  'k8s.io/component-base/version.gitMinor': version.split('.')[1] ?? '',
  'k8s.io/component-base/version.gitTreeState': 'clean',
});

const KUBERNETES = [
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kubelet',
  'kube-proxy',
  'kubectl',
];

/** Every program of the cluster that is not a Debian package. */
export const PROGRAMS = {
  kubernetes: {
    name: 'kubernetes',
    version: '1.36.3',
    module: join(FOLDER, 'kube'),
    packages: [...KUBERNETES.map((name) => `k8s.io/kubernetes/cmd/${name}`), './cmd/etcd'],
    stamp: component('1.36.3'),
  },
  calico: {
    name: 'calico',
    version: '3.28.5',
    module: join(FOLDER, 'calico'),
    packages: [`${CALICO}/felix/cmd/calico-felix`, `${CALICO}/cni-plugin/cmd/calico`],
  },
  coredns: { name: 'coredns', version: '1.15.0', module: join(FOLDER, 'coredns'), packages: ['.'] },
  crane: {
    name: 'crane',
    version: '0.20.6',
    module: join(FOLDER, 'crane'),
    packages: ['github.com/google/go-containerregistry/cmd/crane'],
  },
  containerd: {
    name: 'containerd',
    version: '2.2.9',
    module: join(FOLDER, 'containerd'),
    packages: [
      'github.com/containerd/containerd/v2/cmd/containerd',
      'github.com/containerd/containerd/v2/cmd/containerd-shim-runc-v2',
      `${PLUGINS}/ipam/host-local`,
      `${PLUGINS}/main/loopback`,
    ],
  },
  runc: {
    name: 'runc',
    version: '1.3.6',
    module: join(FOLDER, 'runc'),
    packages: ['github.com/opencontainers/runc'],
    tags: ['seccomp'],
    cgo: true,
  },
  oldest: {
    name: 'kube-apiserver',
    version: '1.33.13',
    module: join(FOLDER, 'apiserver-1.33'),
    packages: ['k8s.io/kubernetes/cmd/kube-apiserver'],
    stamp: component('1.33.13'),
  },
  newest: {
    name: 'kube-apiserver',
    version: '1.37.1',
    module: join(FOLDER, 'apiserver-1.37'),
    packages: ['k8s.io/kubernetes/cmd/kube-apiserver'],
    stamp: component('1.37.1'),
  },
  kyverno: { name: 'kyverno-ttl', version: '1.19.1', module: join(FOLDER, 'kyverno-ttl'), packages: ['.'] },
  standin: { name: 'standin', version: '1', module: join(FOLDER, 'standin'), packages: ['.'] },
} as const satisfies Record<string, GoProgram>;

/** Names of the programs of the cluster. */
export type ProgramName = keyof typeof PROGRAMS;
