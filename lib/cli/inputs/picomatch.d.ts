/** The part of picomatch that is used here; the package has no types of its own. */
declare module 'picomatch' {
  interface Options {
    /** Wildcards also take names that start with a dot. */
    readonly dot?: boolean;
    readonly nobrace?: boolean;
    readonly noextglob?: boolean;
    readonly nonegate?: boolean;
  }
  /** Whether a path with slashes matches the pattern. */
  function picomatch(pattern: string, options?: Options): (path: string) => boolean;
  export = picomatch;
}
