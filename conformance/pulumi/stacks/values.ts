/** A secret: must be found nowhere but in the API server. */
export const HIDDEN = 'correct-horse-battery-staple';

/** An image that is pinned; nobody pulls it, for there is no node. */
export const PINNED = `registry.example.com/web:1.0.0@sha256:${'0'.repeat(64)}`;
