import { standOn } from './plus-versions';

standOn('cdk8s-plus-27', require.resolve);
