/** The first version of the stores. */
import { writeStore } from './store';

writeStore({});
