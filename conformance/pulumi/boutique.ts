import { resolve } from 'node:path';
import type { PulumiFn } from '@pulumi/pulumi/automation';
import type { Api } from '../cluster/api';
import type { Checks } from '../cluster/checks/checks';
import { synthesize } from '../cluster/examples';
import { type Engine, Stack } from './engine/stack';
import { inventory } from './inventory';
import { expected, liveOf, proveEnd, summary } from './life';

const PROGRAM = resolve(__dirname, '../../examples/pulumi/index.ts');

/** The example as its newcomer runs it: the file is the program, and every run reads it anew. */
const program: PulumiFn = async () => {
  delete require.cache[PROGRAM];
  require(PROGRAM);
};

/**
 * The whole example: preview, up, a second up, refresh, destroy. It holds as many objects as the example of cdk8s.
 * @param folder an empty one, for the example of cdk8s
 */
export async function proveBoutique(engine: Engine, api: Api, folder: string, checks: Checks): Promise<void> {
  const before = await inventory(api);
  const { objects } = await synthesize('online-boutique', folder);
  const stack = await Stack.make(engine, 'boutique', program);
  const count = objects.length;
  checks.equal('preview', summary(await stack.preview()), expected({ create: count }));
  checks.equal('up', summary(await stack.up()), expected({ create: count }));
  checks.equal('objects in the API server', (await liveOf(api, stack)).size, count);
  checks.equal('second up', summary(await stack.up()), expected({ same: count }));
  checks.equal('refresh', summary(await stack.refresh()), expected({ same: count }));
  await proveEnd(stack, api, before, count, checks);
}
