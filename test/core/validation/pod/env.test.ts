import { testTables } from '../rows';
import { env } from '../tables/env';

testTables(env);
