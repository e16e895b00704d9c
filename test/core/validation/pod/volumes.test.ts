import { testTables } from '../rows';
import { volumeValues } from '../tables/volume-values';
import { volumes } from '../tables/volumes';

testTables([...volumes, ...volumeValues]);
