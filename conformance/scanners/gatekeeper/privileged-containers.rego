# No container is privileged.
package privileged_containers

import data.lib.pods

violation contains {"msg": "a container is privileged"} if {
	some container in pods.containers
	container.securityContext.privileged
}
