type Machinery = typeof import('./machinery');

let loaded: Machinery | undefined;

/** What hardens, judges and writes, loaded when the first app or object needs it: importing the constructs stays cheap. */
export function machinery(): Machinery {
  if (loaded !== undefined) return loaded;
  const made: Machinery = require('./machinery');
  loaded = made;
  return made;
}
