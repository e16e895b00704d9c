type Collecting = typeof import('./collect');

let loaded: Collecting | undefined;

/** What walks a tree, loaded when the first app is synthesized. It needs the machinery itself, so it is no part of it. */
export function collector(): Collecting {
  if (loaded !== undefined) return loaded;
  const made: Collecting = require('./collect');
  loaded = made;
  return made;
}
