import { testTables } from '../rows';
import { volumes } from '../tables/volumes';

testTables(volumes);
