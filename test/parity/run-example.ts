/** Registers the example for Pulumi, and prints the inputs of its resources. */
import { renderPulumi } from '../../lib/pulumi/render/render';

async function main(): Promise<void> {
  const { resources } = await renderPulumi((): unknown => require('../../examples/pulumi/index'));
  process.stdout.write(JSON.stringify(resources.map(({ manifest, patch }) => ({ manifest, patch }))));
}

void main();
