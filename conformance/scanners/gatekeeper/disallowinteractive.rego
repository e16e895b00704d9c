# Nobody types into a container.
package disallowinteractive

import data.lib.pods

violation contains {"msg": "a container takes input"} if {
	some container in pods.containers
	some field in ["stdin", "tty"]
	container[field]
}
