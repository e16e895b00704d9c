# Requests are the limits.
package containerresourceratios

import data.lib.pods

violation contains {"msg": "a request is not its limit"} if {
	some container in pods.containers
	some resource in ["cpu", "memory"]
	container.resources.requests[resource] != container.resources.limits[resource]
}
