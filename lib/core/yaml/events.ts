/** A scalar as the grammar gives it, before its type is known. */
export interface ScalarEvent {
  readonly text: string;
  /** Without quotes, and no block: its form decides its type. */
  readonly plain: boolean;
  /** The tag in full, `!` for the tag without a name, empty where there is none. */
  readonly tag: string;
  /** The name of its anchor; empty where it has none. */
  readonly anchor: string;
  /** Offsets of the value in the text; the same where it is empty. */
  readonly start: number;
  readonly end: number;
}

/** Takes what a document consists of, in order. */
export interface EventHandler {
  scalar(event: ScalarEvent): void;
  /** A map or list opens; the keys and values of a map follow in turn. Tags of collections mean nothing. */
  open(collection: 'map' | 'list', start: number, anchor: string): void;
  /** The innermost map or list ends. */
  close(): void;
  alias(name: string, start: number): void;
}
