import { once } from '../once';
import type { KindRecord } from './record';

/** What is known of the custom resources of the common operators: loaded when the first one is met, and read once. */
export const knownRecords = once((): readonly KindRecord[] => {
  const tables: typeof import('./known-records') = require('./known-records');
  return tables.readRecords();
});
