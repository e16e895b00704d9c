type Machinery = typeof import('./machinery');

let loaded: Machinery | undefined;

/** What hardens and judges, loaded when a program asks for it: importing the components stays cheap. */
export function machinery(): Machinery {
  if (loaded !== undefined) return loaded;
  const made: Machinery = require('./machinery');
  loaded = made;
  return made;
}
