import { testTables } from '../rows';
import { workloads } from '../tables/workloads';

testTables(workloads);
