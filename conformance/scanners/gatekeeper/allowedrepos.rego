# Images come from the registries that are allowed.
package allowedrepos

import data.lib.pods

violation contains {"msg": "an image comes from elsewhere"} if {
	count(input.parameters.registries) > 0
	some container in pods.containers
	every registry in input.parameters.registries { not startswith(container.image, concat("", [registry, "/"])) }
}
