import { testTables } from '../rows';
import { cronJobs } from '../tables/cron-jobs';
import { jobs } from '../tables/jobs';

testTables([...jobs, ...cronJobs]);
