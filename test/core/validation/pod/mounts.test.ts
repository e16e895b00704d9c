import { testTables } from '../rows';
import { mounts } from '../tables/mounts';

testTables(mounts);
