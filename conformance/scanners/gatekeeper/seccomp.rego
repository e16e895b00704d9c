# Containers have a seccomp profile.
package seccomp

import data.lib.pods

violation contains {"msg": "a container has no seccomp profile"} if {
	some container in pods.containers
	not pods.has_seccomp(container)
}
