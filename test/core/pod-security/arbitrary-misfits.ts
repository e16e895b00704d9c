import fc from 'fast-check';
import { arbitraryPod, type GeneratedPod } from './arbitrary-pods';
import type { Json } from './arbitrary-values';

type Step = string | number;

/** The paths of everything below a value, itself left out. */
function pathsOf(value: Json, at: readonly Step[] = []): (readonly Step[])[] {
  if (value === null || typeof value !== 'object') return [at];
  const below = Object.entries(value).flatMap(([key, item]) =>
    pathsOf(item, [...at, Array.isArray(value) ? Number(key) : key]),
  );
  return at.length === 0 ? below : [at, ...below];
}

/** The value with another one at a path. */
function replaceAt(value: Json, path: readonly Step[], made: Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return made;
  if (Array.isArray(value))
    return value.map((item, index) => (index === step ? replaceAt(item, rest, made) : item));
  if (value === null || typeof value !== 'object') return value;
  return { ...value, [step]: replaceAt(value[step] ?? null, rest, made) };
}

const WRONG: readonly Json[] = [
  'true',
  'false',
  '80',
  1,
  0,
  1.5,
  4294967296,
  1e300,
  true,
  false,
  [],
  {},
  ['ALL'],
  { a: 1 },
  [{}],
  'x',
];

const UNKNOWN = [
  'priviledged',
  'Privileged',
  'runasnonroot',
  'hostpath',
  'newVolume',
  'securitycontext',
  'typ',
];

/** Pods with a value of another type somewhere; by chance it may be right. */
const wrongType = fc
  .tuple(arbitraryPod, fc.nat(), fc.constantFrom(...WRONG))
  .map(([pod, turn, made]): GeneratedPod => mutate(pod, turn, () => made));

/** Pods with a field that the API does not know. */
const unknownField = fc
  .tuple(arbitraryPod, fc.nat(), fc.constantFrom(...UNKNOWN), fc.constantFrom<Json>(true, {}, 'x', [1]))
  .map(
    ([pod, turn, key, made]): GeneratedPod =>
      mutate(pod, turn, (old) =>
        old !== null && typeof old === 'object' && !Array.isArray(old) ? { ...old, [key]: made } : old,
      ),
  );

function mutate(pod: GeneratedPod, turn: number, change: (old: Json) => Json): GeneratedPod {
  const whole: { [key: string]: Json } = { ...pod };
  const paths = pathsOf(whole);
  const path = paths[turn % Math.max(paths.length, 1)] ?? ['spec'];
  let old: Json = whole;
  for (const step of path)
    old =
      old !== null && typeof old === 'object'
        ? (Object.entries(old).find(([key]) => key === String(step))?.[1] ?? null)
        : null;
  const made = replaceAt(whole, path, change(old));
  return made !== null && typeof made === 'object' && !Array.isArray(made) ? made : pod;
}

/** Pods that the API's typed decode refuses or of which it drops a field, mostly. */
export const arbitraryMisfit: fc.Arbitrary<GeneratedPod> = fc.oneof(wrongType, unknownField);
