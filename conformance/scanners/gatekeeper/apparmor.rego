# No container is without AppArmor.
package apparmor

import data.lib.pods

violation contains {"msg": "a container is without AppArmor"} if {
	some container in pods.containers
	pods.security(container, "appArmorProfile").type == "Unconfined"
}
