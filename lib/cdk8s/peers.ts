import { requirePeers } from '../peers';

requirePeers('bulwark/cdk8s', ['cdk8s', 'cdk8s-plus-27', 'constructs'], require.resolve);
