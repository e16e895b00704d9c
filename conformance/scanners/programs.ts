import { join } from 'node:path';
import type { GoProgram } from '../lib/go-program';

const FOLDER = join(__dirname, 'programs');

/** The scanners that are built from Go modules, smallest first: the order of their builds. */
export const PROGRAMS = {
  kubeconform: {
    name: 'kubeconform',
    version: '0.8.0',
    module: join(FOLDER, 'kubeconform'),
    packages: ['github.com/yannh/kubeconform/cmd/kubeconform'],
  },
  kubeScore: {
    name: 'kube-score',
    version: '1.20.0',
    module: join(FOLDER, 'kube-score'),
    packages: ['github.com/zegl/kube-score/cmd/kube-score'],
  },
  gator: {
    name: 'gator',
    version: '3.23.1',
    module: join(FOLDER, 'gator'),
    packages: ['github.com/open-policy-agent/gatekeeper/v3/cmd/gator'],
  },
  kyverno: {
    name: 'kyverno',
    version: '1.19.1',
    module: join(FOLDER, 'kyverno'),
    packages: ['github.com/kyverno/kyverno/cmd/cli/kubectl-kyverno'],
  },
  trivy: {
    name: 'trivy',
    version: '0.74.0',
    module: join(FOLDER, 'trivy'),
    packages: ['github.com/aquasecurity/trivy/cmd/trivy'],
    stamp: { 'github.com/aquasecurity/trivy/pkg/version/app.ver': '0.74.0' },
    env: { GOEXPERIMENT: 'jsonv2' },
  },
  kubeBench: {
    name: 'kube-bench',
    version: '0.15.6',
    module: join(FOLDER, 'kube-bench'),
    packages: ['github.com/aquasecurity/kube-bench'],
  },
} as const satisfies Record<string, GoProgram>;

/** Names of the scanners that are built from Go modules. */
export type ProgramName = keyof typeof PROGRAMS;
