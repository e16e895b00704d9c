import { once } from '../../core/once';

/** What hardens and judges, loaded when the first object needs it: importing the components stays cheap. */
export const machinery = once((): typeof import('./machinery') => require('./machinery'));
