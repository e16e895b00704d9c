//go:build tools

// Package commands pins kyverno, which is built from here by path.
package commands

import _ "github.com/kyverno/kyverno/cmd/cli/kubectl-kyverno"
