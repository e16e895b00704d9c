import { join } from 'node:path';
import type { GoProgram } from '../lib/go-program';

/** Helm: what renders charts for cdk8s, and for the provider of Pulumi. */
export const HELM = {
  name: 'helm',
  version: '3.22.0',
  module: join(__dirname, 'programs', 'cli'),
  packages: ['helm.sh/helm/v3/cmd/helm'],
} as const satisfies GoProgram;
