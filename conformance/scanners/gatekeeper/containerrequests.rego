# Containers ask for CPU and memory.
package containerrequests

import data.lib.pods

violation contains {"msg": "a request is missing"} if {
	some container in pods.containers
	some resource in ["cpu", "memory"]
	not container.resources.requests[resource]
}
