# Only sysctls of the pod itself.
package forbidden_sysctls

import data.lib.pods

violation contains {"msg": "a sysctl is not one of the pod itself"} if {
	some sysctl in pods.spec.securityContext.sysctls
	not startswith(sysctl.name, "net.ipv4.ip_")
}
