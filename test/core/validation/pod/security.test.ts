import { testTables } from '../rows';
import { security } from '../tables/security';

testTables(security);
