# Local storage is bounded.
package ephemeralstoragelimit

import data.lib.pods

violation contains {"msg": "local storage is not bounded"} if {
	some container in pods.containers
	not container.resources.limits["ephemeral-storage"]
}
