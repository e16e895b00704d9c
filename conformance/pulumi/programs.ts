import { join } from 'node:path';
import type { GoProgram } from '../lib/go-program';

/** The Pulumi CLI with its engine. The Automation API reads the stamped version and stops where there is none. */
export const PULUMI = {
  name: 'pulumi',
  version: '3.250.0',
  module: join(__dirname, 'programs', 'cli'),
  packages: ['github.com/pulumi/pulumi/pkg/v3/cmd/pulumi'],
  stamp: { 'github.com/pulumi/pulumi/sdk/v3/go/common/version.Version': '3.250.0' },
} as const satisfies GoProgram;

/** Version of @pulumi/kubernetes, whose programs ask for this provider. */
export const SDK = '4.34.2';
