# Images have digests.
package imagedigests

import data.lib.pods

violation contains {"msg": "an image has no digest"} if {
	some container in pods.containers
	not regex.match(`@sha256:[0-9a-f]{64}$`, container.image)
}
