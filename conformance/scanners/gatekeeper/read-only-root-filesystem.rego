# Root file systems are read-only.
package read_only_root_filesystem

import data.lib.pods

violation contains {"msg": "a root file system can be written"} if {
	some container in pods.containers
	not container.securityContext.readOnlyRootFilesystem == true
}
