# No process gains privileges.
package allow_privilege_escalation

import data.lib.pods

violation contains {"msg": "a process may gain privileges"} if {
	some container in pods.containers
	not container.securityContext.allowPrivilegeEscalation == false
}
