const start = performance.now();
require('../../lib/pulumi');
console.log(JSON.stringify(performance.now() - start));
