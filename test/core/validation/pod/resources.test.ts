import { testTables } from '../rows';
import { resources } from '../tables/resources';

testTables(resources);
