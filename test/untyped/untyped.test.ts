import fc from 'fast-check';
import { clusters, compilePolicy, restricted } from '../../lib/index';
import { renderPulumi } from '../../lib/pulumi/render/render';
import { callables } from './exports';

const compiled = compilePolicy(restricted(), clusters.kubeadm());
const manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'shop' } };

/** Values that are right somewhere, so that a function gets past its first argument. */
const right = fc.constantFrom<unknown>(compiled, manifest, [{ manifest }], [manifest], '2026-11-21', 'web', {
  images: {},
});

const wrong = fc.oneof(
  fc.constantFrom<unknown>(
    ...[undefined, null, 1, Number.NaN, -1, 10n, true, '', 'text', Symbol('x'), () => 1],
    ...[
      [],
      {},
      [null],
      [1],
      [[]],
      { a: null },
      new Map(),
      new Date(0),
      Object.create(null),
      Promise.resolve(1),
    ],
    ...[
      { object: {}, origin: {}, control: 'x' },
      { findings: [null], suppressed: [null] },
      { metadata: null },
    ],
    ...[
      { policy: null },
      { policy: 1 },
      { cluster: null },
      { waivers: [null] },
      { waivers: 1 },
      { today: 1 },
    ],
    ...[{ version: null }, { version: 1 }, { kinds: [null] }, { name: null }, { registries: [null] }],
  ),
  fc.anything({ maxDepth: 2, withBigInt: true, withMap: true, withNullPrototype: true }),
);

/** What says more than that something is undefined. */
const RAW = ['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError'];

async function failureOf(call: () => unknown): Promise<unknown> {
  try {
    await call();
  } catch (error) {
    return error;
  }
  return undefined;
}

beforeEach(() => {
  for (const method of ['log', 'warn', 'error'] as const)
    jest.spyOn(console, method).mockImplementation(() => undefined);
});
afterEach(() => jest.restoreAllMocks());

test.each(callables().map(({ name, call }) => [name, call] as const))(
  '%s answers wrong arguments with a message of ours',
  async (name, call) => {
    const inProgram = name.startsWith('bulwark/pulumi ');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(wrong, right), { maxLength: 4 }), async (args) => {
        const error = await failureOf(() =>
          // What a component makes fails later, and in its program.
          inProgram ? renderPulumi(() => void call(args)) : call(args),
        );
        if (error === undefined) return;
        expect(error).toBeInstanceOf(Error);
        if (!(error instanceof Error)) return;
        expect(RAW).not.toContain(error.name);
        expect(error.message).not.toMatch(/of undefined|of null|is not a function|is not iterable/);
      }),
      { numRuns: inProgram ? 15 : 40, examples: [[[]], [[undefined]], [[null]], [[null, null]], [[{}, {}]]] },
    );
  },
);
