const start = performance.now();
require('@pulumi/kubernetes/package.json');
require('@pulumi/pulumi');
console.log(JSON.stringify(performance.now() - start));
