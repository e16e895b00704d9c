import { measure } from './child';
import { hardenedTree } from './hardened-tree';

measure((spaces, outdir) => {
  const app = hardenedTree(spaces, outdir);
  return () => {
    app.synth();
    return app.judged;
  };
});
