# Containers have limits of CPU and memory.
package containerlimits

import data.lib.pods

violation contains {"msg": "a limit is missing"} if {
	some container in pods.containers
	some resource in ["cpu", "memory"]
	not container.resources.limits[resource]
}
