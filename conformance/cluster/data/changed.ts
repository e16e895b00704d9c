/** A later version, which changes what nobody can change in place. */
import { writeStore } from './store';

writeStore({ podManagement: 'Parallel', serviceName: 'store-nodes', size: '96Mi' });
