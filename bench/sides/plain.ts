import { measure } from './child';
import { plainTree } from './plain-tree';

measure((spaces, outdir) => plainTree(spaces, outdir, false));
