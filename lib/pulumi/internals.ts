/**
 * Everything that Bulwark reaches for in the private parts of `@pulumi/pulumi`, and nothing else. When you
 * upgrade Pulumi, read this file. Tried with 3.202.0, the first one, 3.225.0, 3.245.0 and 3.276.0; `npm run conformance -- pulumi-sdk`
 * tries others. What `runtime` exports with types is not in it.
 *
 * It loads nothing of Pulumi and names none of its types: the matchers for Jest are compiled where it is not installed.
 */

/** The type of the stack. It is `runtime.rootPulumiStackTypeName`, for code that loads nothing of Pulumi. */
export const STACK_TYPE = 'pulumi:pulumi:Stack';

/** The type of a resource (`__pulumiType`). Its URN holds it too, but is a promise, and none before it is registered. */
export function typeOf(resource: object): string | undefined {
  return textAt(resource, '__pulumiType');
}

/** The name that the program gave a resource (`__name`); public is the URN alone, which is a promise. */
export function nameOf(resource: object): string {
  return textAt(resource, '__name') ?? '';
}

/** What a resource was given as `parent`, the stack where it had none (`__parentResource`). Nothing public tells it. */
export function parentOf(resource: object): object | undefined {
  return objectAt(resource, '__parentResource');
}

/** The resources below a resource, so far (`__childResources`). Nothing public tells them. */
export function childrenOf(resource: object): readonly object[] {
  const children = objectAt(resource, '__childResources');
  return children instanceof Set ? [...children].filter(isObject) : [];
}

/** Whether the provider of a component makes what is below it (`__remote`). The request to register it tells it too, but that is a promise. */
export function isRemote(resource: object): boolean {
  return Reflect.get(resource, '__remote') === true;
}

/** An Output that a resource has under a name: a component keeps there what it makes. */
export function outputAt(resource: object, name: string): object | undefined {
  return objectAt(resource, name);
}

/** The resources that an Output comes from, as far as that is known at once (`resources()`). Nothing public tells them. */
export function dependenciesOf(output: object): readonly object[] {
  const resources = functionAt(output, 'resources');
  const found: unknown = resources === undefined ? undefined : Reflect.apply(resources, output, []);
  return found instanceof Set ? [...found].filter(isObject) : [];
}

const QUIET = '__pulumiRunError';

/**
 * Has an error printed without its stack, as a `RunError` is. The errors of the core are also thrown where Pulumi is not
 * installed, so that they cannot be of its class.
 */
export function hideStack(error: object): void {
  if (!Object.hasOwn(error, QUIET)) Object.defineProperty(error, QUIET, { value: true });
}

/** Takes off an error the promise that Pulumi hangs on it (`promise`): it would be printed with the error. */
export function dropPromise(reason: unknown): void {
  if (isObject(reason)) Reflect.deleteProperty(reason, 'promise');
}

/**
 * The value of an Output (`promise()`); undefined where it is unknown. `apply` would never be called for it in a preview,
 * and would count as a promise of the program, which its end waits for.
 */
export async function promisedValue(output: object): Promise<unknown> {
  const promise = functionAt(output, 'promise');
  return promise === undefined ? undefined : await Reflect.apply(promise, output, []);
}

/** What Pulumi keeps of a program that runs. */
export interface ProgramStore {
  /** Promises that have not settled yet. */
  readonly leakCandidates: ReadonlySet<object>;
  /** How many errors the program has logged. */
  readonly logErrorCount: number;
  /** Whether the engine has gone away, as it does when the run is cancelled. */
  readonly terminated: boolean;
  /** Whether the engine calls transforms; mocks and old ones do not. */
  readonly supportsTransforms?: boolean;
  /** What every resource without a parent belongs to. */
  stackResource?: unknown;
}

/** Where it keeps them (`runtime/state`). Public functions tell single fields of the one that runs, and set none. */
export interface ProgramStores {
  /** Runs code with a store of its own, so that nothing of it is left behind. */
  withLocalStorage<T>(run: () => T): T;
  /** That of the program which runs. */
  getStore(): ProgramStore;
  /** That of an inline program (Automation API) alone. */
  getLocalStore(): ProgramStore | undefined;
}

/**
 * The stores of the installed Pulumi; undefined where it has none, as before 3.202.
 * @param load `require` of the code that uses Pulumi, where that is not this package
 */
export function programStores(load: NodeJS.Require = require): ProgramStores | undefined {
  const found: unknown = load('@pulumi/pulumi/runtime/state');
  return isStores(found) ? found : undefined;
}

function isStores(value: unknown): value is ProgramStores {
  const needed = ['withLocalStorage', 'getStore', 'getLocalStore'];
  return isObject(value) && needed.every((name) => functionAt(value, name) !== undefined);
}

/** Tells one store what the engine supports, as another one has it (`supports…`). Nothing public sets it. */
export function lendSupport(from: ProgramStore, to: ProgramStore): void {
  if (from === to) return;
  for (const [key, value] of Object.entries(from))
    if (key.startsWith('supports')) Reflect.set(to, key, value);
}

/** What Pulumi calls a promise (`_debugCtx`), such as `resource:web[kubernetes:apps/v1:Deployment]`. */
export function labelOf(promise: object): string {
  return textAt(promise, '_debugCtx') ?? '';
}

/**
 * Runs code and puts the stack of the process back as it was (`globalThis.stackResource`): a program with a store of its
 * own sets that too, and nothing public takes it back.
 */
export async function keepingStack<T>(run: () => Promise<T>): Promise<T> {
  const before: unknown = Reflect.get(globalThis, 'stackResource');
  try {
    return await run();
  } finally {
    Reflect.set(globalThis, 'stackResource', before);
  }
}

/** gRPC's word for "nobody is there": the library then takes it that the engine ended by itself, and goes on. */
const UNAVAILABLE = 14;

/**
 * Keeps the engine from learning that the program has ended (`signalAndWaitForShutdown` of its monitor). Nothing public
 * ends a program as failed while its promises are still open; see lib/pulumi/unfinished.ts.
 */
export function holdBackEnd(monitor: unknown): void {
  if (!isObject(monitor) || functionAt(monitor, 'signalAndWaitForShutdown') === undefined) return;
  const answer = (_request: unknown, callback: (error: { readonly code: number }) => void): void =>
    callback({ code: UNAVAILABLE });
  Reflect.set(monitor, 'signalAndWaitForShutdown', answer);
}

/** A request to register a resource, as the library sends it (`ResourceRegisterRequest` of its protocol). */
export interface RegistrationRequest {
  getType(): string;
  getName(): string;
  getParent(): string;
  getCustom(): boolean;
  getRemote(): boolean;
  /** URN and id of its provider; empty for the default one. */
  getProvider(): string;
  getObject(): { toJavaScript(): Record<string, unknown> } | undefined;
  setObject(struct: unknown): unknown;
}

/** Gives a request other inputs: with the class of its own, as several copies of protobuf may be installed. */
export function putObject(request: RegistrationRequest, inputs: unknown): void {
  const made = request.getObject()?.constructor;
  const fromJavaScript = made === undefined ? undefined : functionAt(made, 'fromJavaScript');
  if (fromJavaScript !== undefined) request.setObject(Reflect.apply(fromJavaScript, made, [inputs]));
}

/** What is done to what a program under mocks registers. */
export interface RegistrationHook {
  /** The URN of a resource: that of mocks leaves the types above it out. */
  readonly urnOf: (parent: string, type: string, name: string) => string;
  /** Sees, and may change, a request before it is answered. @throws what refuses the resource */
  readonly before: (request: RegistrationRequest) => void;
}

/**
 * Sees all that a program under mocks registers (`registerResource` and `newUrn` of the mock monitor). Mocks themselves
 * are told neither parent nor provider, and transforms need an engine.
 */
export function watchRegistrations(monitor: object, { urnOf, before }: RegistrationHook): void {
  const register = functionAt(monitor, 'registerResource');
  if (register === undefined) return;
  Reflect.set(monitor, 'newUrn', (parent: string | undefined, type: string, name: string): string =>
    urnOf(parent ?? '', type, name),
  );
  const watched = (request: RegistrationRequest, answer: (error: unknown) => void): unknown => {
    try {
      before(request);
    } catch (error) {
      return answer(error);
    }
    return Reflect.apply(register, monitor, [request, answer]);
  };
  Reflect.set(monitor, 'registerResource', watched);
}

/** How values that JSON has no form for are sent: an object with this field. In `runtime` too, for who loads it. */
export const SIGNATURE = '4dabf18193072939515e22adb298388d';

/** What the field holds. Of these `runtime` has all but the Output. */
export const SIGNED = {
  secret: '1b47061264138c4ac30d75fd1eb44270',
  output: 'd0e6a833031e9bbcd3f4e8bde6ca49a4',
  resource: '5cf8f73096256a8f31e491e813e4eb8e',
} as const;

/** What a preview sends in place of a value that is known only after the update. */
export const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function objectAt(owner: object, name: string): object | undefined {
  const found: unknown = Reflect.get(owner, name);
  return isObject(found) ? found : undefined;
}

function textAt(owner: object, name: string): string | undefined {
  const found: unknown = Reflect.get(owner, name);
  return typeof found === 'string' ? found : undefined;
}

type Callable = (...args: readonly unknown[]) => unknown;

function functionAt(owner: object, name: string): Callable | undefined {
  const found: unknown = Reflect.get(owner, name);
  return isCallable(found) ? found : undefined;
}

function isCallable(value: unknown): value is Callable {
  return typeof value === 'function';
}
