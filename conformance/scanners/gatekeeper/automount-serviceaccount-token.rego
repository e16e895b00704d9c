# No token where none was asked for.
package automount_serviceaccount_token

import data.lib.pods

violation contains {"msg": "a pod mounts a token"} if {
	pods.spec.containers
	not pods.spec.automountServiceAccountToken == false
}

violation contains {"msg": "an account mounts its token"} if {
	pods.object.kind == "ServiceAccount"
	not pods.object.automountServiceAccountToken == false
}
