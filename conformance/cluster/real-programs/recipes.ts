import PROGRAMS from './programs.json';

/** How the image of a real program is made of Debian packages. */
export interface Recipe {
  /** Debian packages; what they depend on comes along. */
  readonly packages: readonly string[];
  /** The package whose version is told. */
  readonly version: string;
  readonly entrypoint: readonly string[];
  /** @default that of the program */
  readonly workingDir?: string;
  /** @default a path with the usual folders */
  readonly env?: Readonly<Record<string, string>>;
  /** Symbolic links, by path. @default none */
  readonly links?: Readonly<Record<string, string>>;
  /** Name of its processes, as the kernel shows it. */
  readonly process: string;
}

/** Names of the real programs: repository, and name of the workload in `app.ts`. */
export type RealProgram = keyof typeof PROGRAMS;

/** The real programs. */
export const RECIPES: Readonly<Record<RealProgram, Recipe>> = PROGRAMS;

/** Reference of an image as `app.ts` writes it. */
export const referenceOf = (name: string): string => `registry.example.com/real/${name}:bookworm`;
