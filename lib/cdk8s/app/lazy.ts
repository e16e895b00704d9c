import { once } from '../../core/once';

/** What hardens, judges and writes, loaded when the first app or object needs it: importing the constructs stays cheap. */
export const machinery = once((): typeof import('./machinery') => require('./machinery'));
