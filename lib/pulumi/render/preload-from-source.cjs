/** Loads preload.ts where this project runs from its sources: by itself alone, as the program brings its own loader. */
require('tsx/cjs/api').require('./preload.ts', __filename);
