/**
 * Loads preload.ts where this project runs from its sources: by itself alone, as the program brings its own loader. The
 * name of the namespace is always the same, so that what tsx compiled once is found again.
 */
require('tsx/cjs/api').register({ namespace: 'bulwark' }).require('./preload.ts', __filename);
