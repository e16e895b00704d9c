# Versions of the API that are served.
package verifydeprecatedapi

import data.lib.pods

violation contains {"msg": "a version is not served any more"} if {
	startswith(pods.object.apiVersion, "policy/v1beta")
}
