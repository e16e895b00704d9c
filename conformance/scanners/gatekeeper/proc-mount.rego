# The masks of /proc stay.
package proc_mount

import data.lib.pods

violation contains {"msg": "a container sees all of /proc"} if {
	some container in pods.containers
	container.securityContext.procMount != "Default"
}
