import { standOn } from './plus';

standOn('cdk8s-plus-27', require.resolve);
