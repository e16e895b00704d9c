import { once } from '../../core/once';

/** What walks a tree, loaded when the first app is synthesized. It needs the machinery itself, so it is no part of it. */
export const collector = once((): typeof import('./collect') => require('./collect'));
