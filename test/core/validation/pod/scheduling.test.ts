import { testTables } from '../rows';
import { scheduling } from '../tables/scheduling';

testTables(scheduling);
