import { extendExpect } from './extend';
import { jestExpect } from './jest-expect';

extendExpect(jestExpect());
