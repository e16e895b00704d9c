import { isPlain, type PlainObject } from '../../../lib/core/manifest/plain';
import { loadPulumi, type Pulumi } from '../../../lib/pulumi/render/load';
import { RejectionTrap } from '../../../lib/pulumi/render/rejections';

/** A resource as it reached the engine. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: PlainObject;
}

/** What a program came to. */
export interface Run {
  readonly registered: readonly Registered[];
  /** What was logged: `error: …` and `warning: …`. */
  readonly logged: readonly string[];
  /** Errors of the program, and rejections that nobody handled. */
  readonly failures: readonly unknown[];
}

/** Runs a program with mocks, in a store of its own, with what it logs. */
export async function runProgram(
  program: (pulumi: Pulumi) => unknown,
  { preview = false }: { readonly preview?: boolean } = {},
): Promise<Run> {
  const { pulumi, stores } = loadPulumi(require);
  const registered: Registered[] = [];
  const logged: string[] = [];
  const take = (...args: readonly unknown[]): void => {
    logged.push(args.map(String).join(' '));
  };
  const spies = [
    jest.spyOn(console, 'error').mockImplementation(take),
    jest.spyOn(console, 'warn').mockImplementation(take),
  ];
  const trap = new RejectionTrap();
  try {
    await stores.withLocalStorage(async () => {
      await pulumi.runtime.setMocks(mocksInto(registered), 'shop', 'test', preview);
      await pulumi.runtime.runInPulumiStack(async () => program(pulumi)).catch(trap.take);
      await pulumi.runtime.disconnect();
    });
    await new Promise((resolve) => setImmediate(resolve));
  } finally {
    trap.release();
    for (const spy of spies) spy.mockRestore();
    Reflect.set(globalThis, 'stackResource', undefined);
  }
  const failure = trap.failure();
  return { registered, logged: logged.map(tidy), failures: failure === undefined ? [] : [failure] };
}

function mocksInto(registered: Registered[]): import('@pulumi/pulumi').runtime.Mocks {
  return {
    newResource: ({ type, name, inputs }) => {
      registered.push({ type, name, inputs });
      const metadata = isPlain(inputs.metadata) ? inputs.metadata : {};
      // As the provider does: an object without a name gets that of its resource, and a suffix.
      const named = { ...metadata, name: metadata.name ?? `${name}-1a2b3c4d` };
      return { id: `${name}-id`, state: { ...inputs, metadata: named } };
    },
    call: ({ token, inputs }) => {
      if (token !== 'kubernetes:yaml:decode') return inputs;
      const { readManifests } = require('../../../lib/core/yaml');
      return {
        result: readManifests(inputs.text, 'text').documents.map(({ value }: { value: unknown }) => value),
      };
    },
  };
}

function tidy(text: string): string {
  return text.replace('[runtime] ', '');
}

/** A pod spec that passes by itself, for a container called `app`. */
export const GOOD_CONTAINER = {
  name: 'app',
  image: `registry.k8s.io/shop/app:1.4@sha256:${'0123456789abcdef'.repeat(4)}`,
  resources: {
    requests: { cpu: '100m', memory: '64Mi', 'ephemeral-storage': '64Mi' },
    limits: { memory: '64Mi', 'ephemeral-storage': '64Mi' },
  },
  readinessProbe: { httpGet: { path: '/ready', port: 8080 } },
  livenessProbe: { httpGet: { path: '/live', port: 8080 } },
  ports: [{ name: 'http', containerPort: 8080 }],
};
