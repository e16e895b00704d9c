//go:build tools

// Package commands pins kube-bench, which is built from here by path.
package commands

import _ "github.com/aquasecurity/kube-bench"
