# SELinux types are those of containers, and users and roles are not chosen.
package selinux

import data.lib.pods

violation contains {"msg": "an SELinux type is not one of containers"} if {
	some options in chosen
	not object.get(options, "type", "container_t") in types
}

violation contains {"msg": "an SELinux user or role is chosen"} if {
	some options in chosen
	some field in ["user", "role"]
	options[field] != ""
}

types := {"container_t", "container_init_t", "container_kvm_t", "container_engine_t"}

chosen contains pods.spec.securityContext.seLinuxOptions

chosen contains container.securityContext.seLinuxOptions if some container in pods.containers
