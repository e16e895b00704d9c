/** Renders what the description says with cdk8s, and prints the objects of each world. */
import * as bulwark from 'bulwark/cdk8s';
import { refOf } from '../../lib/core/manifest/identity';
import type { PlainObject } from '../../lib/core/manifest/plain';
import { classOf, standBesideFiles, type World, whyNot, worlds } from './described';

/** As Pulumi has it: a patch of what every namespace has already. */
function resourceOf(manifest: PlainObject): object {
  const { kind, name } = refOf(manifest);
  return { manifest, patch: kind === 'ServiceAccount' && name === 'default' };
}

function render({ name, app: props, build }: World): object {
  const app = new bulwark.HardenedApp(props);
  const refused = build({
    make: (construct, above, id, said) =>
      Reflect.construct(classOf(bulwark, construct), [above ?? app, id, said]),
  });
  const { files, judgement } = app.synthesize();
  return {
    name,
    refused,
    objects: files.flatMap(({ objects }) => objects.map(resourceOf)),
    findings: judgement.findings,
  };
}

standBesideFiles();
const rendered = worlds().map((world) => {
  try {
    return render(world);
  } catch (error) {
    return { name: world.name, refused: [whyNot(error)], objects: [], findings: [] };
  }
});
process.stdout.write(JSON.stringify(rendered));
