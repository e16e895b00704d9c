import { requirePeers } from '../peers';

requirePeers('bulwark/pulumi', ['@pulumi/pulumi', '@pulumi/kubernetes'], require.resolve);
