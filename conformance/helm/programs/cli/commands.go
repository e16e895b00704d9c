//go:build tools

// Package commands pins Helm; it is built from here by path.
package commands

import _ "helm.sh/helm/v3/cmd/helm"
