/** Renders what the description says with Pulumi, in one process, and prints what came of each world. */
import * as bulwark from 'bulwark/pulumi';
import { annotateWaived } from '../../lib/core/engine/annotate';
import { judgeableOf, renderUnjudged } from '../../lib/pulumi/render/render';
import { verdictOf } from '../../lib/pulumi/render/verdict';
import { classOf, standBesideFiles, TODAY, type World, whyNot, worlds } from './described';

// Each promise of Pulumi keeps the trace of where it was made: a third of the time.
Error.stackTraceLimit = 1;

async function render({ name, app: args, build }: World): Promise<unknown> {
  let refused: readonly string[] = [];
  const rendering = await renderUnjudged(() => {
    const app = new bulwark.HardenedApp('app', args);
    refused = build({
      make: (construct, parent = app, id, said) =>
        Reflect.construct(classOf(bulwark, construct), [id, said, { parent }]),
    });
  });
  const program = judgeableOf(rendering);
  if (program === undefined) throw new Error('nothing was rendered');
  const { judgement } = verdictOf(program, { today: TODAY });
  const annotated = new Map(
    annotateWaived(program.objects, judgement).map(({ resource, manifest }) => [resource, manifest]),
  );
  const objects = rendering.resources.map(({ manifest, patch }, index) => ({
    manifest: annotated.get(index) ?? manifest,
    patch,
  }));
  return { name, refused, objects, findings: judgement.findings };
}

async function main(): Promise<void> {
  const rendered: unknown[] = [];
  for (const world of worlds()) {
    const failed = (error: unknown): object => ({ name: world.name, refused: [whyNot(error)] });
    rendered.push(await render(world).catch(failed));
  }
  process.stdout.write(JSON.stringify(rendered));
}

standBesideFiles();
void main();
