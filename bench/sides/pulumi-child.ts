import * as pulumi from '@pulumi/pulumi';
import { type BenchNamespace, namespaces } from '../workloads';
import { type Measured, peakMemory } from './child';

/**
 * Runs one Pulumi program under mocks in this process and prints its measurement as JSON: construction is the program
 * itself, synthesis what follows until every resource is registered. The mocks answer with what they are given.
 * Argument of the process: the number of workloads.
 */
export async function measureProgram(program: (spaces: readonly BenchNamespace[]) => void): Promise<void> {
  const [count] = process.argv.slice(2);
  if (count === undefined) throw new Error('usage: side COUNT');
  const spaces = namespaces(Number(count));
  let objects = 0;
  await pulumi.runtime.setMocks({
    call: () => ({}),
    newResource: ({ type, name, inputs }) => {
      if (type.startsWith('kubernetes:')) objects += 1;
      return { id: `${name}-id`, state: inputs };
    },
  });
  const start = performance.now();
  program(spaces);
  const built = performance.now();
  await pulumi.runtime.disconnect();
  const done = performance.now();
  const memory = peakMemory();
  const measured: Measured = { construction: built - start, synth: done - built, objects, memory };
  console.log(JSON.stringify(measured));
}
