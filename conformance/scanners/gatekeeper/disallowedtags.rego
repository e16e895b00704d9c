# Images have tags that do not move.
package disallowedtags

import data.lib.pods

violation contains {"msg": "an image has no tag"} if {
	some container in pods.containers
	not regex.match(`:[^/@]+(@|$)`, container.image)
}

violation contains {"msg": "an image has the tag latest"} if {
	some container in pods.containers
	regex.match(`:latest(@|$)`, container.image)
}
