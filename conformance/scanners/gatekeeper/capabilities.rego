# Containers drop all capabilities and add none.
package capabilities

import data.lib.pods

violation contains {"msg": "a container keeps capabilities"} if {
	some container in pods.containers
	not pods.drops_all(container)
}

violation contains {"msg": "a container adds capabilities"} if {
	some container in pods.containers
	count(container.securityContext.capabilities.add) > 0
}
