const start = performance.now();
require('constructs');
require('cdk8s');
require('cdk8s-plus-27');
console.log(JSON.stringify(performance.now() - start));
