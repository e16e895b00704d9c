# No process of a Windows node.
package host_process

import data.lib.pods

violation contains {"msg": "a pod runs on its Windows node"} if {
	pods.spec.securityContext.windowsOptions.hostProcess
}

violation contains {"msg": "a container runs on its Windows node"} if {
	some container in pods.containers
	container.securityContext.windowsOptions.hostProcess
}
