import { builtinKinds, type KindRegistry } from '../manifest/registry';
import { once } from '../once';

/** The tables, loaded when the first custom resource is met. */
const tables = once((): typeof import('./known-records') => require('./known-records'));

/** The kinds of Kubernetes, and what is known of those of the common operators. */
export const knownKinds: KindRegistry = builtinKinds.withLateRecords(() => tables().knownRecords(), 'known');
