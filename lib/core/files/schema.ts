/** Something that is wrong with the content of a file. */
export interface FileProblem {
  /** Path of the field; empty for the whole file. */
  readonly path: string;
  /** What was found, as text that everyone may read. */
  readonly found: string;
  readonly needs: string;
  readonly fix: string;
  /** Whether it is only that nobody can tell. @default false */
  readonly unknown?: true;
}

/** What a file has to be, so that the program which reads it takes it, and does what it is for. */
export interface FileSchema {
  /** What files name it by, such as `apiserver.config.k8s.io/v1 EncryptionConfiguration`. */
  readonly id: string;
  /** @returns everything that is wrong; nothing where the file is right */
  check(content: unknown): FileProblem[];
}
