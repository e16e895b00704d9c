import { testTables } from '../rows';
import { containers } from '../tables/containers';

testTables(containers);
