# No folder of the node.
package host_filesystem

import data.lib.pods

violation contains {"msg": "a folder of the node is mounted"} if {
	some volume in pods.spec.volumes
	volume.hostPath
}
