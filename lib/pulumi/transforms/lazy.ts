import { once } from '../../core/once';

/** What hardens and judges, loaded when a program asks for it: importing the components stays cheap. */
export const machinery = once((): typeof import('./machinery') => require('./machinery'));
