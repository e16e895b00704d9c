import * as bulwark from '../../lib/cdk8s';
import {
  type Case,
  cases,
  classOf,
  makesSpaces,
  spaceIn,
  standBesideFiles,
  TODAY,
  WITH_EVERYTHING,
} from '../parity/described';

const IMAGE = 'registry.example.com/shop/web:v1.4.2';
const here = process.cwd();

beforeAll(standBesideFiles);
afterAll(() => process.chdir(here));

/** Everything that one construct makes of an app, or what it says against its props. */
function madeOf({ construct, name, inside }: Case, props: object): string {
  try {
    const isApp = construct === 'HardenedApp';
    const app = new bulwark.HardenedApp({
      today: TODAY,
      ...(isApp ? props : { cluster: WITH_EVERYTHING }),
    });
    const made = isApp ? app : aboveOf(app, construct, inside);
    const one = isApp ? new bulwark.IsolatedNamespace(app, 'shop') : classed(construct, made, name, props);
    // Some props change what is inside of a namespace only.
    const space = spaceIn(one, props);
    if ((isApp || makesSpaces(construct)) && space instanceof bulwark.IsolatedNamespace)
      new bulwark.SecureDaemonSet(space, 'agent', { image: IMAGE });
    const { files, configuration, judgement } = app.synthesize();
    return JSON.stringify([files, [...configuration], judgement.findings, judgement.suppressed]);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function aboveOf(app: bulwark.HardenedApp, construct: string, inside: object): object {
  return makesSpaces(construct) ? app : new bulwark.IsolatedNamespace(app, 'space', inside);
}

function classed(construct: string, above: object, name: string, props: object): bulwark.IsolatedNamespace {
  return Reflect.construct(classOf(bulwark, construct), [above, name, props]);
}

const props = new Map<string, Case[]>();
for (const one of cases(undefined)) {
  const key = `${one.construct}.${one.prop}`;
  props.set(key, [...(props.get(key) ?? []), one]);
}

/** What shows only in company that these apps do not have; other tests hold it. */
const ELSEWHERE: readonly string[] = [
  'HardenedApp.cluster', // its example is the default
  'HardenedApp.registryMirrors', // no image is of the registry of its example
  'HardenedApp.today', // nothing has an end
  'SecureStatefulSet.retention', // it has no claims
  'SharedClaim.group', // nobody mounts it
];

/** A prop that nobody reads takes every example, and changes nothing. */
test.each([...props])('%s changes what comes out', (name, values) => {
  const changed = values.some((value) => {
    const { [value.prop]: _taken, ...without } = value.props;
    return madeOf(value, value.props) !== madeOf(value, without);
  });
  expect(changed).toBe(!ELSEWHERE.includes(name));
});
