const start = performance.now();
require('../../lib/cdk8s');
console.log(JSON.stringify(performance.now() - start));
