import { refuseDeferred } from '../../lib/blueprints/deferred';
import { Problems } from '../../lib/blueprints/problems';

const LEAVES = { image: 'leaf', uses: { '*': 'construct' } } as const;

function refused(props: object): string {
  try {
    refuseDeferred(props, LEAVES, new Problems('a program'));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return '';
}

test('what stands for a construct has methods, and is left to the shapes', () => {
  expect(refused({ uses: { API: { port: 8080, address: () => 'api:8080' } } })).toBe('');
});

test.each([
  ['a function', { image: () => 'registry.example.com/web:1' }, /image: found "a function"/],
  ['a symbol', { image: Symbol('web') }, /image: found "a symbol"/],
  ['a function in a list', { command: ['run', () => 'it'] }, /command\[1\]: found "a function"/],
  ['a promise where a name is needed', { name: Promise.resolve('web') }, /name: found/],
  ['a promise that nobody waits for', { image: Promise.resolve('web') }, /image: found/],
])('%s is no value', (_title, props, message) => {
  expect(refused(props)).toMatch(message);
});

test('what holds itself is left to the shapes, which refuse it by its name', () => {
  const labels: Record<string, unknown> = {};
  labels.self = labels;
  expect(refused({ labels })).toBe('');
});
