# Containers run as users and groups of their own, never as root.
package users

import data.lib.pods

violation contains {"msg": "a container may be root"} if {
	some container in pods.containers
	not pods.is_true(container, "runAsNonRoot")
}

violation contains {"msg": "a container has a user below 10001"} if {
	some container in pods.containers
	not pods.is_above(container, "runAsUser", 10000)
}

violation contains {"msg": "a container has a group below 10001"} if {
	some container in pods.containers
	not pods.is_above(container, "runAsGroup", 10000)
}
