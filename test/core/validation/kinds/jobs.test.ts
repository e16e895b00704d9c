import { testTables } from '../rows';
import { jobs } from '../tables/jobs';

testTables(jobs);
