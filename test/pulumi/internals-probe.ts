import { createRequire } from 'node:module';
import { join } from 'node:path';
import {
  childrenOf,
  dependenciesOf,
  dropPromise,
  hideStack,
  holdBackEnd,
  isRemote,
  keepingStack,
  labelOf,
  lendSupport,
  nameOf,
  outputAt,
  type ProgramStores,
  parentOf,
  programStores,
  promisedValue,
  putObject,
  type RegistrationRequest,
  SIGNATURE,
  SIGNED,
  STACK_TYPE,
  typeOf,
  UNKNOWN,
  watchRegistrations,
} from '../../lib/pulumi/internals';

type Pulumi = typeof import('@pulumi/pulumi');

/**
 * Tries everything that lib/pulumi/internals.ts reaches for in a copy of Pulumi.
 * @param folder the folder that it is installed in
 * @returns what does not hold, by the names of the functions
 */
export async function probe(folder: string): Promise<string[]> {
  const load = createRequire(join(folder, 'program.js'));
  const stores = programStores(load);
  if (stores === undefined) return ['programStores'];
  const pulumi: Pulumi = load('@pulumi/pulumi');
  const failed = new Set<string>();
  const hold = (what: string, holds: boolean): void => {
    if (!holds) failed.add(what);
  };
  const before: unknown = Reflect.get(globalThis, 'stackResource');
  await keepingStack(() => stores.withLocalStorage(() => probeProgram(pulumi, stores, load, hold)));
  hold('keepingStack', Reflect.get(globalThis, 'stackResource') === before);
  probeErrors(pulumi, hold);
  hold('STACK_TYPE', pulumi.runtime.rootPulumiStackTypeName === STACK_TYPE);
  hold('SIGNATURE', pulumi.runtime.specialSigKey === SIGNATURE);
  hold('SIGNED', pulumi.runtime.specialSecretSig === SIGNED.secret);
  hold('SIGNED', pulumi.runtime.specialResourceSig === SIGNED.resource);
  hold('UNKNOWN', pulumi.runtime.unknownValue === UNKNOWN);
  return [...failed].sort();
}

type Hold = (what: string, holds: boolean) => void;

async function probeProgram(
  pulumi: Pulumi,
  stores: ProgramStores,
  load: NodeJS.Require,
  hold: Hold,
): Promise<void> {
  const seen: Record<string, unknown>[] = [];
  const mocks = {
    newResource: ({ name, inputs }: { name: string; inputs: Record<string, unknown> }) => {
      seen.push(inputs);
      return { id: name, state: inputs };
    },
    call: () => ({}),
  };
  await pulumi.runtime.setMocks(mocks, 'project', 'stack', false);
  const monitor: object = pulumi.runtime.getMonitor() ?? {};
  const requests: RegistrationRequest[] = [];
  watchRegistrations(monitor, {
    urnOf: (_, type, name) => `urn:pulumi:stack::project::${type}::own-${name}`,
    before: (request) => {
      requests.push(request);
      putObject(request, { given: { [SIGNATURE]: SIGNED.secret, value: 'put' } });
    },
  });
  const stack = new pulumi.ComponentResource(STACK_TYPE, 'project-stack');
  const store = stores.getStore();
  store.stackResource = stack;
  hold('programStores', pulumi.runtime.getStackResource() === Object(stack));
  hold('programStores', stores.getLocalStore() === store && store.logErrorCount === 0);
  hold('programStores', store.terminated === false && 'supportsTransforms' in store);
  const parent = new pulumi.ComponentResource('probe:index:Parent', 'shop');
  class Object_ extends pulumi.CustomResource {}
  const child = new Object_('probe:index:Child', 'web', { given: pulumi.output('own') }, { parent });
  const labels = [...store.leakCandidates].map(labelOf);
  hold('labelOf', labels.includes('resource:web[probe:index:Child]'));
  hold('typeOf', typeOf(child) === 'probe:index:Child' && typeOf(stack) === STACK_TYPE);
  hold('nameOf', nameOf(child) === 'web' && nameOf(parent) === 'shop');
  hold('parentOf', parentOf(child) === parent && parentOf(parent) === stack);
  hold('childrenOf', childrenOf(parent).length === 1 && childrenOf(parent)[0] === child);
  const derived = pulumi.output({ of: child.urn }).apply(({ of }) => of);
  hold('dependenciesOf', dependenciesOf(derived).includes(child));
  const remote = new pulumi.ComponentResource('probe:index:Remote', 'far', {}, { parent }, true);
  hold('isRemote', isRemote(remote) && !isRemote(parent) && !isRemote(child));
  hold('outputAt', outputAt(child, 'urn') === child.urn);
  const urn = await new Promise<string>((resolve) => child.urn.apply(resolve));
  hold('watchRegistrations', urn.endsWith('::own-web') && requests.length > 2);
  const request = requests.find((one) => one.getName() === 'web');
  const [custom, isFar, provider] = [request?.getCustom(), request?.getRemote(), request?.getProvider()];
  hold(
    'RegistrationRequest',
    request?.getType() === 'probe:index:Child' && request.getParent().endsWith('::own-shop'),
  );
  hold('RegistrationRequest', custom === true && isFar === false && provider === '');
  hold(
    'putObject',
    seen.some(({ given }) => given === 'put' || Object(given).value === 'put'),
  );
  hold('promisedValue', (await promisedValue(pulumi.output('known'))) === 'known');
  const copy = { ...store, supportsSecrets: undefined };
  lendSupport(store, copy);
  hold(
    'lendSupport',
    'supportsSecrets' in store &&
      Reflect.get(copy, 'supportsSecrets') === Reflect.get(store, 'supportsSecrets'),
  );
  hold('SIGNED', outputSignature(load) === SIGNED.output);
  hold('holdBackEnd', endsThrough(pulumi, load));
}

/** The signature of an Output has no type; `rpc` has it all the same. */
function outputSignature(load: NodeJS.Require): unknown {
  return Reflect.get(load('@pulumi/pulumi/runtime/rpc'), 'specialOutputValueSig');
}

/** Whether the client of the engine has the method by which a program tells that it has ended, and we take its place. */
function endsThrough(_pulumi: Pulumi, load: NodeJS.Require): boolean {
  const { ResourceMonitorClient } = load('@pulumi/pulumi/proto/resource_grpc_pb');
  const found = typeof ResourceMonitorClient?.prototype?.signalAndWaitForShutdown === 'function';
  const monitor: Record<string, unknown> = { signalAndWaitForShutdown: () => undefined };
  holdBackEnd(monitor);
  const codes: unknown[] = [];
  const told = monitor.signalAndWaitForShutdown;
  if (typeof told === 'function') told({}, (error: unknown) => codes.push(Object(error).code));
  return found && codes[0] === 14;
}

function probeErrors(pulumi: Pulumi, hold: Hold): void {
  const error = new Error('found nothing');
  hideStack(error);
  hold('hideStack', pulumi.RunError.isInstance(error));
  Object.assign(error, { promise: Promise.resolve() });
  dropPromise(error);
  hold('dropPromise', !('promise' in error));
}

if (require.main === module) {
  probe(process.argv[2] ?? '').then((failed) => console.log(JSON.stringify(failed)));
}
