/** A value as JSON has it. */
type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A value that is wrong in one place, and what is wrong there. */
export interface Spoilt {
  readonly what: string;
  readonly value: Json;
}

// To the compiler, the language of IAM below it is as good as any.
const FREE = 'Condition';

/** A value with each of its keys misspelt in turn, and with something else in place of each of its leaves. */
export function spoilt(value: Json, path = ''): Spoilt[] {
  if (Array.isArray(value)) {
    return value.flatMap((item: Json, index) =>
      spoilt(item, `${path}[${index}]`).map(({ what, value: bad }) => ({
        what,
        value: value.map((other: Json, at) => (at === index ? bad : other)),
      })),
    );
  }
  if (typeof value !== 'object' || value === null) return [{ what: `${path} is a thing`, value: {} }];
  return Object.entries(value).flatMap(([key, item]) => {
    const place = `${path}.${key}`;
    const inside = key === FREE ? [] : spoilt(item, place);
    return [
      { what: `${place} is misspelt`, value: renamed(value, key) },
      ...inside.map(({ what, value: bad }) => ({ what, value: { ...value, [key]: bad } })),
    ];
  });
}

function renamed(value: object, key: string): { readonly [key: string]: Json } {
  const entries = Object.entries(value).map(([name, item]) => [name === key ? `${key}x` : name, item]);
  return Object.fromEntries(entries);
}
