import { builtinKinds, type KindRegistry } from '../manifest/registry';
import { knownRecords } from './late-records';

/** The kinds of Kubernetes, and what is known of those of the common operators. */
export const knownKinds: KindRegistry = builtinKinds.withLateRecords(knownRecords, 'known');
