/** A version after that, whose pods have one more claim each. */
import { writeStore } from './store';

writeStore({ podManagement: 'Parallel', serviceName: 'store-nodes', size: '96Mi', more: true });
